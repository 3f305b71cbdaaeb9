--- A small good file of each form, for specs that change them at random.

local pack = require "support.pack"

local story = "Port Reopens\n\nTALLINN, May 3 (NPA) - The port of Kalnmuiza reopened on Monday, the harbour office said.\n\n"
  .. "A cook, Priit Tamvere, 41, came to watch.\n\nBy Aino Kettukallio, NPA\n"
local rows = '{"id":1,"text":"One \\u00e9 two.","title":"T","author":["A B"],"date":"2019-06-20"}\n{"text":"Two."}\n'
local page = "<!DOCTYPE html><html><head><title>Port</title></head><body><article><h1>Port</h1><p>" .. story .. "</p></article></body></html>"

local function answer (body, lines) return pack.warc("response", pack.http(body, { lines = lines }), { url = "https://news.example/a" }) end

return {
  { "story.txt", story },
  { "feed.jsonl", rows },
  { "list.json", '[{"text":"One."},\n {"text":"Two \\"x\\".","title":null}, {"blocks":[{"type":"Headline","text":"H"}]}]' },
  { "ninjs.json", '{"uri":"urn:x:1","headline":"H","body_text":"One.\\n\\nTwo Ana Ruiz.","person":[{"name":"Ana Ruiz"}],'
    .. '"subject":[{"name":"sport","code":"15000000","scheme":"subj"}],"associations":{"m":{"type":"picture","description_text":"C"}}}' },
  { "story.md", "---\ntitle: x\ndate: 2019-06-20\n---\n# H\n\n"
    .. "A *b* [c](https://d.example) ![e](f \"g\")\n\n> q\n\n- l\n  1. m\n\n|a|b|\n|-|-|\n|c|d|\n" },
  { "nexis.txt", "  1 of 2 DOCUMENTS\n\n      The Post\n\n     June 3, 2014 Tuesday\n\n"
    .. "Head\n\nBYLINE: A B; C D\n\nLENGTH: 3 words\n\nBody one.\n\n"
    .. "LOAD-DATE: June 4, 2014\n\n  2 of 2 DOCUMENTS\n\nHead\n\nLENGTH: 3 words\n\nBody.\n" },
  { "uni.txt", "Head\nThe Post\nJune 3, 2014\n\nCopyright 2014 X\nSection: A\nLength: 3 words\nByline: A B\nBody\n\n"
    .. "Text.\n\nLoad-Date: June 4, 2014\n\nEnd of Document\n" },
  { "factiva.txt", "HD\nHead\nBY  By A B\nWC  3 words\nPD  3 June 2014\nSN  The Post\n"
    .. "LP\nLead.\nTD\nText.\nAN\nDocument HARBPO0020140603ea6300001\n" },
  { "bare.txt", "Head\nBy A B\n3 words\n3 June 2014\nThe Post\nHARBPO\nEnglish\n\nText.\n\nDocument HARBPO0020140603ea6300001\n" },
  { "wire.txt", "\1a0123\31 r i \28bc-X 06-03 0120\r\n\2^Head<\r\n^By A B=\r\n   TALLINN (NPA) _ ``So,'' he said.\r\n\3AP-NY-06-03-94 0915EDT\4\n"
    .. "\1NPA0124 4 DIS 12 X\r\n\2Text.\r\n\x03031015 GMT JUN 14\4" },
  { "page.html", page },
  { "item.xml", '<?xml version="1.0"?><nitf><head><title>T</title></head><body><body.head><hedline><hl1>H</hl1></hedline></body.head>'
    .. "<body.content><p>One <person>Ana Ruiz</person>.</p></body.content></body></nitf>" },
  { "feed.xml", '<?xml version="1.0"?><rss version="2.0"><channel><title>C</title><item><title>A</title><description>&lt;p&gt;One.&lt;/p&gt;'
    .. "</description></item><item><title>B</title><description>Two words.</description></item></channel></rss>" },
  { "utf16.json", "\xFF\xFE" .. ('[{"text":"One."},{"text":"Two."}]'):gsub(".", "%0\0") },
  { "story.txt.gz", pack.gzip(story), packed = true },
  { "feed.jsonl.gz", pack.gzip(rows) .. pack.gzip(rows), packed = true },
  { "box.tar", pack.tar { { "a/one.txt", story }, { "two.jsonl", rows }, { "d/", "", "5" } }, packed = true },
  { "box.zip", pack.zip { { "a/one.txt", story }, { "two.jsonl", rows } }, packed = true },
  { "box.tar.gz", pack.gzip(pack.tar { { "one.txt", story }, { "feed.warc", answer(story) } }), packed = true },
  { "crawl.warc", pack.warc("warcinfo", "x: y\r\n") .. answer(story) .. answer("5\r\nHello\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n")
    .. answer(pack.gzip(story), "Content-Encoding: gzip\r\n") .. answer(pack.stored(story), "Content-Encoding: deflate\r\n")
    .. pack.warc("response", pack.http(page, { type = "text/html" }), { url = "https://news.example/b" })
    .. pack.warc("conversion", "Words.", { type = "text/plain" }), packed = true },
  { "crawl.warc.gz", pack.gzip(answer(story)) .. pack.gzip(answer("Words.")), packed = true },
}
