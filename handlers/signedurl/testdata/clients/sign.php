<?php
// Signs as the documentation tells a PHP author to.
// php sign.php CASES, a JSON list; prints a URL a line.

function request(array $c): string
{
    $message = "{$c['prefix']}{$c['name']}?c=" . base64_encode($c['changes']);
    return $message . '&s=' . hash_hmac('sha256', $message, $c['secret']);
}

function key_id(array $c): string
{
    $params = array_column($c['params'], 1, 0) + ['key_id' => $c['key_id']];
    ksort($params, SORT_STRING);
    $pairs = array_map(fn ($name, $value) => "$name=$value", array_keys($params), $params);
    $params['signature'] = hash_hmac('sha256', implode('&', $pairs), $c['secret']);
    return "{$c['base']}{$c['path']}?" . http_build_query($params);
}

function v2(array $c): string
{
    $pairs = array_map(fn ($p) => rawurlencode($p[0]) . '=' . rawurlencode($p[1]), [...$c['params'], ['key_id', $c['key_id']]]);
    sort($pairs, SORT_STRING);
    $query = implode('&', $pairs);
    $digest = hash_hmac('sha256', "{$c['path']}?$query", $c['secret'], true);
    return "{$c['base']}{$c['path']}?$query&signature=v2." . rtrim(strtr(base64_encode($digest), '+/', '-_'), '=');
}

foreach (json_decode($argv[1], true) as $c) {
    echo $c['scheme']($c), "\n";
}
