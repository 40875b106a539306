# Signs as the documentation tells a Ruby author to.
# ruby sign.rb CASES, a JSON list; prints a URL a line.
require 'erb'
require 'json'
require 'openssl'
require 'uri'

def request(c)
  message = "#{c['prefix']}#{c['name']}?c=#{[c['changes']].pack('m0')}"
  "#{message}&s=#{OpenSSL::HMAC.hexdigest('SHA256', c['secret'], message)}"
end

def key_id(c)
  params = c['params'].to_h.merge('key_id' => c['key_id'])
  message = params.sort.map { |name, value| "#{name}=#{value}" }.join('&')
  params['signature'] = OpenSSL::HMAC.hexdigest('SHA256', c['secret'], message)
  "#{c['base']}#{c['path']}?#{URI.encode_www_form(params)}"
end

def v2(c)
  pairs = c['params'] + [['key_id', c['key_id']]]
  query = pairs.map { |pair| pair.map { |text| ERB::Util.url_encode(text) }.join('=') }.sort.join('&')
  digest = OpenSSL::HMAC.digest('SHA256', c['secret'], "#{c['path']}?#{query}")
  "#{c['base']}#{c['path']}?#{query}&signature=v2.#{[digest].pack('m0').tr('+/', '-_').delete('=')}"
end

JSON.parse(ARGV[0]).each { |c| puts send(c['scheme'], c) }
