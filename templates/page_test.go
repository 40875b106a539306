package templates

// paged has a page for each way that a page may differ from its template.
const paged = `{"id":"t","width":100,"height":50,"background":"#ff0000","alt":"{{title}}","title":"All of\n{{title}}","author":" Mira\t& Co. ",
	"lang":"en","date":"{{day}}",
	"variables":{"title":{"type":"string","default":"Hello"},"day":{"type":"string"},"last":{"type":"boolean","default":true},"paper":{"type":"color","default":"white"}},
	"pages":[
		{"name":"Cover: {{title}}","layers":[
			{"id":"title","type":"text","width":90,"text":"{{title}}"},
			{"id":"frame","type":"group","layers":[{"id":"rule","type":"line","width":5}]}]},
		{"width":50,"height":200,"background":"{{paper}}","alt":"The second","layers":[{"id":"box","type":"rect","width":9,"height":9,"bookmark":"{{title}}"}]},
		{"name":"Back","show_if":"last","layers":[{"id":"end","type":"text","width":90,"text":"{{title}}"}]}
	],
	"samples":[{"name":"two","changes":{"last":false,"title":"Bye"}}]}`
