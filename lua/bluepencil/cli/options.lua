--- Every command and option, once: --help, the man page and the completions are made from this table.
--
-- `flags` are as the user types them, `argument` names the value, `count` is "*" where an option may be repeated or an
-- argument left out.  `completes` tells the shell what may stand there: "file", "folder" or a list of words.

local forms = require "bluepencil.read.forms"

local M = { name = "bluepencil" }

M.summary = "newspaper articles in, classified and redacted TEI out"

M.description = "Reads news articles as they lie in archives (web pages, news XML, wire copy, exports, packed files), finds their "
  .. "parts and what they say about whom, strikes what would expose private people, and writes valid TEI XML. Nothing that was struck is left in "
  .. "the output: every file is searched for it before it is written."

local encodings = { "utf-8", "windows-1252", "iso-8859-1", "iso-8859-15", "utf-16", "utf-16le", "utf-16be" }

-- How articles are read: the same for all commands that read them.
local reading = {
  { flags = "--from", argument = "FORM", completes = forms.known,
    help = "the form of the files, such as nexis or json; when it is not given it is found out by content, file by file "
      .. "('bluepencil inspect' shows how sure). What is packed is unpacked first" },
  { flags = "--map", argument = "FIELDS",
    help = "names of the fields of JSON that hold an article, such as text=body,title=headline; a name may be a path, "
      .. "text=article.body. Fields: id, text, title, author, date, url, blocks" },
  { flags = "--encoding", argument = "NAME", completes = encodings,
    help = "encoding of the articles; when it is not given it is found out, and a byte order mark goes before it" },
  { flags = "--limit", argument = "SIZE", help = "refuse an article larger than this, such as 500K (default: 8M)" },
  { flags = "--limit-total", argument = "SIZE", help = "stop when a file unpacks to more than this in all (default: 1T)" },
  { flags = "--limit-ratio", argument = "N", help = "stop when a file unpacks to more than N times its size (default: 250)" },
  { flags = "--limit-entries", argument = "N", help = "stop after N entries of an archive (default: 10000000)" },
  { flags = "--limit-depth", argument = "N", help = "refuse archives within archives deeper than this (default: 4)" },
}

--- Options with those of reading put in the place of the word "reading".
local function with_reading (list)
  local all = {}
  for _, option in ipairs(list) do
    if option == "reading" then table.move(reading, 1, #reading, #all + 1, all) else all[#all + 1] = option end
  end
  return all
end

M.options = {
  { flags = "-h --help", help = "show help and exit" },
  { flags = "--version", help = "show the version and exit" },
}

M.commands = {
  {
    name = "convert",
    summary = "convert articles to TEI, JSON or text",
    description = "One article, or standard input, is written to standard output. Several need -o, which keeps the folders "
      .. "they lie in below the last folder they share. A file may hold many articles, packed in whatever way: its outputs are "
      .. "called FILE-0001, FILE-0002 and so on, in their order there.",
    arguments = {
      { name = "FILE", target = "files", count = "*", completes = "file",
        help = "article to convert; '-' or none is standard input" },
    },
    options = {
      { flags = "-o --output", argument = "DIR", completes = "folder",
        help = "write into this folder, one file for each article; it is made when it is not there" },
      { flags = "-t --to", argument = "FORMAT", completes = { "tei", "json", "text" },
        help = "what to write: tei (the default), json or text" },
      { flags = "-f --filter", argument = "FILTER", count = "*", completes = "file",
        help = "run this filter too, a file or the name of a shipped one; may be repeated; one with the name of a shipped "
          .. "filter replaces it" },
      { flags = "-p --policy", argument = "POLICY", completes = "file",
        help = "who is protected and what becomes of them: the name of a shipped policy or a file (default: "
          .. "protect-private)" },
      { flags = "--cues", argument = "FILE", count = "*", completes = "file",
        help = "words that say what a person is in a story, beside the program's own: a table with the columns place, kind, "
          .. "role, weight and words (see the guide); may be repeated" },
      { flags = "-k --key", argument = "KEYFILE", completes = "file",
        help = "file with the secret key that makes pseudonyms and shifted dates the same in every run; it must be readable "
          .. "by its owner alone ('bluepencil key new' makes one). Without it the key in BLUEPENCIL_KEY is used, if any" },
      { flags = "--date", argument = "YYYY-MM-DD",
        help = "the day of an article that names none, for dates such as 'last Monday'" },
      "reading",
      { flags = "-r --recursive", help = "convert the files of a folder, and of the folders in it, whose extension is that of a "
        .. "form: .txt, .json, .gz ..." },
      { flags = "--files-from", argument = "LIST", completes = "file",
        help = "convert the files named in LIST too, one a line; '-' is standard input" },
      { flags = "--ledger", argument = "LEDGER", completes = "file",
        help = "append a record of every decision to this file, without the words that were struck, so that 'bluepencil audit' "
          .. "can prove later that they are gone; needs -o and a key" },
      { flags = "--reversible", argument = "MAP", completes = "file",
        help = "append each article with nothing struck, sealed with the key, to this file, from which 'bluepencil restore' "
          .. "gives it back; needs -o and a key" },
      { flags = "--force", help = "replace files that are there already" },
      { flags = "-q --quiet", help = "say nothing but errors" },
      { flags = "--trace", help = "let messages quote the article, and show where in the program an error arose" },
    },
    examples = {
      { "bluepencil convert story.txt > story.xml", "One article." },
      { "bluepencil convert -o tei archive/2017/*.txt archive/2018/*.txt",
        "Two years; the files appear as tei/2017/NAME.xml and tei/2018/NAME.xml." },
      { "bluepencil convert -o tei feed.jsonl.gz --map text=body,title=headline",
        "Many articles in a file; they become tei/feed-0001.xml, tei/feed-0002.xml ..." },
      { "find archive -name '*.txt' | bluepencil convert --files-from - -o tei", "As many as there are." },
      { "bluepencil convert --key archive.key --ledger archive.ledger -o tei archive/*.txt",
        "With a ledger, for 'bluepencil audit tei --ledger archive.ledger --key archive.key'." },
    },
  },
  {
    name = "audit",
    summary = "prove that what was struck is not in the files",
    description = "Searches the outputs of 'convert --ledger' for everything that was struck in them, in text, markup, ids and "
      .. "file names, however it is written, without the articles: the ledger has keyed fingerprints only. Also checks that "
      .. "the ledger was not changed, and names files that are missing, were changed, or are not in the ledger. Messages tell "
      .. "the kind and place of what was found, never the words.",
    arguments = {
      { name = "DIR", target = "folder", count = "1", completes = "folder",
        help = "the folder that was given to 'convert -o', or the file that 'pipe' wrote" },
    },
    options = {
      { flags = "-l --ledger", argument = "LEDGER", completes = "file", help = "the ledger of the run; required" },
      { flags = "-k --key", argument = "KEYFILE", completes = "file",
        help = "file with the key of the run; without it the key in BLUEPENCIL_KEY is used" },
      { flags = "--all", help = "search each file for what was struck in the other articles too: contacts, identifiers and full names" },
      { flags = "-q --quiet", help = "say nothing but errors" },
      { flags = "--trace", help = "show where in the program an error arose" },
    },
    examples = {
      { "bluepencil audit tei --ledger archive.ledger --key archive.key", "Exit status 0: proved." },
      { "bluepencil audit redacted.jsonl --ledger pipe.ledger --key archive.key", "The answers of 'pipe --ledger'." },
    },
    exit_status = {
      { 0, "proved: no file holds what was struck in it" },
      { 1, "something could not be checked: a file is missing, changed or unknown, or the ledger is damaged" },
      { 2, "the command line, the key or the ledger was wrong; nothing was checked" },
      { 4, "struck text was found" },
    },
  },
  {
    name = "restore",
    summary = "give back what a reversible run struck",
    description = "Opens the map that 'convert --reversible' wrote and gives each article back as convert would have written it with "
      .. "nothing struck, in the same format. Everything is opened before anything is written; restored files can be read by "
      .. "their owner alone. What was changed in an output since is not carried over.",
    arguments = {
      { name = "DIR", target = "folder", count = "1", completes = "folder",
        help = "the folder that was given to 'convert -o', or one file of it" },
    },
    options = {
      { flags = "-m --map", argument = "MAP", completes = "file", help = "the map of the run; required" },
      { flags = "-k --key", argument = "KEYFILE", completes = "file",
        help = "file with the key of the run; without it the key in BLUEPENCIL_KEY is used" },
      { flags = "-o --output", argument = "OUT", completes = "folder",
        help = "write into this folder; one file is written to standard output without it" },
      { flags = "--force", help = "replace files that are there already" },
      { flags = "-q --quiet", help = "say nothing but errors" },
      { flags = "--trace", help = "show where in the program an error arose" },
    },
    examples = {
      { "bluepencil restore tei --map archive.map --key archive.key -o full", "All of them." },
      { "bluepencil restore tei/story.xml --map archive.map --key archive.key", "One, on standard output." },
    },
    exit_status = {
      { 0, "all were restored" },
      { 1, "some are not in the map, or could not be written" },
      { 2, "the command line, the key or the map was wrong, or a record was damaged; nothing was written" },
    },
  },
  {
    name = "pipe",
    summary = "convert JSON lines to JSON lines, one for one",
    description = "Each line of input is a JSON object with an article, each line of output the answer to it, in the same "
      .. "order and sent at once, so that other programs can drive it. A line that cannot be converted is answered by "
      .. "{\"id\": ..., \"error\": {\"code\": ..., \"message\": ..., \"line\": ...}} and the others go on. An empty line is "
      .. "answered by an empty line. Fields that are not named here are left out.",
    arguments = {
      { name = "FILE", target = "files", count = "*", completes = "file",
        help = "JSON lines to convert; '-' or none is standard input" },
    },
    options = {
      { flags = "-t --to", argument = "FORMAT", completes = { "json", "tei", "text" },
        help = "what to answer with: json (the default; annotations beside the text), tei or text, in a field of that name" },
      { flags = "-f --filter", argument = "FILTER", count = "*", completes = "file",
        help = "run this filter too, as in 'convert'; may be repeated" },
      { flags = "-p --policy", argument = "POLICY", completes = "file",
        help = "who is protected and what becomes of them, as in 'convert' (default: protect-private)" },
      { flags = "--cues", argument = "FILE", count = "*", completes = "file", help = "more words for roles, as in 'convert'" },
      { flags = "-k --key", argument = "KEYFILE", completes = "file",
        help = "file with the secret key for pseudonyms and shifted dates, as in 'convert'" },
      { flags = "--date", argument = "YYYY-MM-DD", help = "the day of an article that names none and has no date field" },
      { flags = "--id-field", argument = "NAME", help = "field with the id, a string or number, given back as it is (default: id)" },
      { flags = "--text-field", argument = "NAME", help = "field with the article (default: text)" },
      { flags = "--title-field", argument = "NAME",
        help = "field with the headline, redacted like the text (default: title)" },
      { flags = "--author-field", argument = "NAME",
        help = "field with the byline, a string or a list of strings, redacted like the text (default: author)" },
      { flags = "--date-field", argument = "NAME", help = "field with the day it appeared (default: date)" },
      { flags = "--url-field", argument = "NAME", help = "field with its address (default: url)" },
      { flags = "--blocks-field", argument = "NAME",
        help = "field with blocks, each a type and a text, or a type and a span of the text (default: blocks)" },
      { flags = "--keep", argument = "NAME", count = "*",
        help = "give this field back unread, in the object 'kept', unless it says what was struck; may be repeated" },
      { flags = "--byte-offsets", help = "with json: add byte_start and byte_end, offsets in bytes of the text" },
      { flags = "--ledger", argument = "LEDGER", completes = "file",
        help = "append a record of every decision to this file, as in 'convert'; an answer is known by its id, or by its number "
          .. "where it has none. 'bluepencil audit ANSWERS.jsonl' proves it later; needs a key" },
      "reading",
      { flags = "-q --quiet", help = "say nothing but errors" },
      { flags = "--trace", help = "let messages quote the article, and show where in the program an error arose" },
    },
    examples = {
      { "bluepencil pipe < articles.jsonl > redacted.jsonl", "One line for each line." },
      { "parallel --pipe --keep-order --block 1M bluepencil pipe --to tei < articles.jsonl > tei.jsonl",
        "The same on all cores (GNU parallel)." },
      { "bluepencil pipe --text-field body --title-field headline --keep section < export.jsonl",
        "Fields of other names, and one passed through." },
    },
  },
  {
    name = "serve",
    summary = "answer requests of other programs, as JSON lines",
    description = "Each line of input is a JSON object that asks for something ('hello', 'redact', 'prove', 'convert', 'read'), each "
      .. "line of output the answer. The pandoc plugin uses it where pandoc cannot load C modules; docs/json.md describes the "
      .. "requests.",
    arguments = {},
    options = {
      { flags = "--stdio", help = "serve on standard input and output; required" },
      { flags = "-f --filter", argument = "FILTER", count = "*", completes = "file",
        help = "run this filter too, as in 'convert', unless a request names others; may be repeated" },
      { flags = "-p --policy", argument = "POLICY", completes = "file",
        help = "who is protected and what becomes of them, unless a request says (default: protect-private)" },
      { flags = "--cues", argument = "FILE", count = "*", completes = "file", help = "more words for roles, as in 'convert'" },
      { flags = "-k --key", argument = "KEYFILE", completes = "file",
        help = "file with the secret key for pseudonyms and shifted dates, as in 'convert'" },
      { flags = "--date", argument = "YYYY-MM-DD", help = "the day of an article that names none" },
      { flags = "--limit", argument = "SIZE", help = "refuse an article larger than this (default: 8M)" },
      { flags = "-q --quiet", help = "say nothing but errors" },
      { flags = "--trace", help = "let messages quote the article, and show where in the program an error arose" },
    },
    examples = {
      { "echo '{\"op\": \"hello\"}' | bluepencil serve --stdio", "Is it there, and which version." },
    },
    exit_status = {
      { 0, "the requests ended" },
      { 1, "standard input or output failed" },
      { 2, "the command line, a filter, a policy or the key was wrong" },
    },
  },
  {
    name = "train",
    summary = "learn a model of names or of labels from texts that have them",
    description = "'train classifier' learns what texts are about from JSON lines, {\"id\": ..., \"text\": ..., \"labels\": [...]}: a megabyte "
      .. "and some seconds for forty thousand short texts. Every text is also scored by a model that has not seen it, which gives the "
      .. "table of scores, the probabilities and the thresholds from which on a label is given. 'train tagger' learns names from texts "
      .. "of one token a line, 'token, tab, tag', with BIO tags PER, LOC and ORG (others count as no name), a blank "
      .. "line after each sentence and '# doc_id = NAME' before each document. The same texts, options and seed give the same "
      .. "model.",
    arguments = {
      { name = "WHAT", target = "what", count = "1", completes = { "classifier", "tagger" },
        help = "what to learn: 'classifier' or 'tagger'" },
      { name = "FILE", target = "files", count = "+", completes = "file", help = "texts with labels made or checked by people" },
    },
    options = {
      { flags = "-o --output", argument = "MODEL", completes = "file", help = "write the model here" },
      { flags = "--dev", argument = "FILE", count = "*", completes = "file",
        help = "show how good the model is on these texts, which it does not learn from; may be repeated" },
      { flags = "--epochs", argument = "N", help = "how often the texts are gone through (default: 8 for names; for labels until it "
        .. "is done, at most 50)" },
      { flags = "--min-count", argument = "N", help = "leave out what is in fewer texts (labels, default: 1) or seen less often (names, "
        .. "default: 2)" },
      { flags = "--seed", argument = "N", help = "another order of chance (default: 1)" },
      { flags = "-q --quiet", help = "say nothing but errors, and the scores" },
      { flags = "--ngrams", argument = "N", help = "classifier: 1 looks at words, 2 at pairs of neighbouring words as well (default: "
        .. "whichever is better on held-out texts)" },
      { flags = "--one-vs-rest", help = "classifier: none, one or several labels for a text, each with a probability of its own; taken "
        .. "anyway when some text has not exactly one" },
      { flags = "--cost", argument = "X", help = "classifier: what an error costs; large fits the texts more closely (default: 0.5)" },
      { flags = "--size", argument = "SIZE", help = "classifier: the model is at most this large, and keeps the words that matter most "
        .. "(default: 1000000 bytes, 4000000 for more than 17 labels)" },
      { flags = "--skip-empty", help = "classifier: pass over texts without a word instead of stopping at them" },
      { flags = "--join", argument = "X", help = "classifier: also learn from long texts made by joining short ones of the same labels, "
        .. "this share of the texts (default: 0.1 with --one-vs-rest when most texts have fewer than 100 words)" },
      { flags = "--tree", argument = "FILE", completes = "file", help = "classifier: labels are a tree, 'mediatopics' or a table with "
        .. "the columns id, parent and name; a text's labels are also those above them" },
      { flags = "--depth", argument = "N", help = "classifier: keep so many levels of the tree; 1: only the topmost" },
      { flags = "--note", argument = "TEXT", help = "classifier: said first where the model says what it comes from" },
      { flags = "--json", help = "classifier: the scores as JSON, a line for each set of texts" },
      { flags = "--silver", argument = "FILE", completes = "file", help = "tagger: texts with labels made by a program" },
      { flags = "--silver-weight", argument = "X", help = "tagger: what those count, 0 to 1 (default: 0.7)" },
      { flags = "--dropout", argument = "X", help = "tagger: share of features left out at each step (default: 0.5)" },
      { flags = "--no-lists", help = "tagger: learn without the lists of names and of words by class" },
    },
    examples = {
      { "bluepencil train classifier labels.jsonl -o desk.model", "Learn labels, and show how good they are on texts held out." },
      { "bluepencil train classifier --tree mediatopics --depth 1 coded.jsonl -o topics.model",
        "Codes of any depth, rolled up to their top topics." },
      { "bluepencil train tagger train/*.tsv --dev dev/news.tsv -o names.model", "Learn names, then score on another text." },
    },
  },
  {
    name = "evaluate",
    summary = "say how good a classifier is",
    description = "Precision, recall and F1 of each label, macro-F1, how often the surest label is right, and what is taken for what, on "
      .. "texts whose labels are known: JSON lines as for 'train classifier'.",
    arguments = {
      { name = "WHAT", target = "what", count = "1", completes = { "classifier" }, help = "what to evaluate: 'classifier'" },
      { name = "FILE", target = "files", count = "+", completes = "file", help = "texts with labels" },
    },
    options = {
      { flags = "-m --model", argument = "MODEL", completes = "file", help = "the model (default: the shipped one, 'topics')" },
      { flags = "--tree", argument = "FILE", completes = "file", help = "labels the model does not have count as the nearest above "
        .. "them in this tree: 'mediatopics' or a table, as for 'train'" },
      { flags = "--skip-empty", help = "pass over texts without a word instead of stopping at them" },
      { flags = "--json", help = "as JSON, for programs" },
    },
    examples = {
      { "bluepencil evaluate classifier --model desk.model held-back.jsonl", "A table for people." },
    },
    exit_status = {
      { 0, "evaluated" },
      { 1, "the model or a file cannot be used: a line is not as it should be, a label is unknown to the model" },
      { 2, "the command line was wrong" },
    },
  },
  {
    name = "classify",
    summary = "say what articles are about",
    description = "Labels of each article by a trained model, with probabilities: file, probability, id and name with tabs between. "
      .. "JSON lines (.jsonl, or --jsonl) are answered line by line with {\"id\": ..., \"labels\": [...]}. 'convert' labels "
      .. "articles by rules and model together.",
    arguments = {
      { name = "FILE", target = "files", count = "*", completes = "file",
        help = "article, or a file of many in any form that 'convert' reads; '-' or none is standard input" },
    },
    options = {
      { flags = "-m --model", argument = "MODEL", completes = "file", help = "the model (default: the shipped one, 'topics')" },
      { flags = "-n --topics", argument = "N", help = "the N likeliest labels, whatever their thresholds" },
      { flags = "--explain", help = "also the words that spoke for and against each label, and how strongly" },
      { flags = "--json", help = "JSON lines, for programs" },
      { flags = "--jsonl", help = "the input is JSON lines too, whatever the files are called: {\"id\": ..., \"text\": ...}" },
      "reading",
      { flags = "--files-from", argument = "LIST", completes = "file",
        help = "classify the files named in LIST too, one a line; '-' is standard input" },
      { flags = "-r --recursive", help = "classify the files of a folder, and of the folders in it" },
      { flags = "-q --quiet", help = "say nothing but errors" },
      { flags = "--trace", help = "show where in the program an error arose" },
    },
    examples = {
      { "bluepencil classify --explain story.txt", "What it is about, and why." },
      { "bluepencil classify --model desk.model --topics 3 < articles.jsonl --jsonl > labels.jsonl", "Three guesses for each." },
    },
    exit_status = {
      { 0, "all were classified" },
      { 1, "some could not be; the others were" },
      { 2, "the command line or the model was wrong; nothing was classified" },
    },
  },
  {
    name = "import-rules",
    summary = "turn rules of the IPTC's EXTRA language into a filter",
    description = "Reads { \"rules\": [ { \"name\", \"query\", \"topicId\" }, ... ] }, a list of rules or one a line, and writes a filter with a "
      .. "label{...} for each, to be read and changed. A rule that cannot be read is named and left out.",
    arguments = {
      { name = "FILE.json", target = "file", count = "1", completes = "file", help = "the rules; '-' is standard input" },
    },
    options = {
      { flags = "-o --output", argument = "FILTER.lua", completes = "file", help = "write the filter here, not to standard output" },
      { flags = "--force", help = "replace a file that is there" },
      { flags = "-q --quiet", help = "say nothing but errors" },
    },
    examples = {
      { "bluepencil import-rules rules.json -o desk.lua", "A filter desk.lua." },
      { "bluepencil convert --filter desk.lua story.txt", "Use it." },
    },
    exit_status = {
      { 0, "all rules were written" },
      { 1, "some were not, or the file could not be read or written" },
      { 2, "the command line was wrong" },
    },
  },
  {
    name = "key",
    summary = "make a secret key",
    description = "'bluepencil key new FILE' writes a new random key to FILE, which only its owner can read. An existing file "
      .. "is never replaced.",
    arguments = {
      { name = "ACTION", target = "action", count = "1", completes = { "new" }, help = "new" },
      { name = "FILE", target = "file", count = "1", completes = "file", help = "where the key is written" },
    },
    options = {},
    examples = {
      { "bluepencil key new archive.key", "A key." },
      { "bluepencil convert --key archive.key -o tei archive/*.txt", "The same people have the same pseudonyms in every run." },
    },
  },
  {
    name = "inspect",
    summary = "say what a file is taken for, and what is found in it",
    description = "For each article: the form it was recognised as, how surely and why, and what else it could have been; encoding, parts, "
      .. "metadata with where each came from, what was decided, repaired and passed over. Shows no words of the article, unless --text "
      .. "asks for them.",
    arguments = {
      { name = "FILE", target = "files", count = "*", completes = "file", help = "file to look at; '-' or none is standard input" },
    },
    options = {
      { flags = "--article", argument = "N", help = "only this article of each file, counted from 1" },
      { flags = "--text", help = "show what the metadata says and how each part begins" },
      { flags = "--date", argument = "YYYY-MM-DD", help = "the day of an article that names none" },
      "reading",
      { flags = "--json", help = "as JSON lines, for programs: one for each article, then one for each file" },
      { flags = "--trace", help = "show where in the program an error arose" },
    },
    examples = {
      { "bluepencil inspect export.txt", "What is it, and what is in it?" },
      { "bluepencil inspect --article 12 --text feed.warc.gz", "The twelfth article, with its words." },
    },
  },
  {
    name = "explain",
    summary = "say why something was struck, kept or not found",
    description = "Without --at, --offset, --person and --labels: everybody in the article, what they are in the story and by which "
      .. "evidence, what belongs to them and what became of it. Shows personal data, on standard output only.",
    arguments = {
      { name = "FILE", target = "file", count = "?", completes = "file", help = "article; '-' or none is standard input" },
    },
    options = {
      { flags = "--at", argument = "TEXT", help = "what is known of these words, at each place where they stand; where nothing "
          .. "was found, why not" },
      { flags = "--offset", argument = "N", help = "the same for the word at character N, counted from 0 as in the JSON" },
      { flags = "--person", argument = "NAME", help = "people with this in a form of their name, or with this id (pers.1)" },
      { flags = "--labels", help = "what the article is about: each label with its score and the words that spoke for it" },
      { flags = "-f --filter", argument = "FILTER", count = "*", completes = "file", help = "run this filter too; see convert" },
      { flags = "-p --policy", argument = "POLICY", completes = "file", help = "the policy that decides; see convert" },
      { flags = "--cues", argument = "FILE", count = "*", completes = "file", help = "more words for roles, as in 'convert'" },
      { flags = "-k --key", argument = "KEYFILE", completes = "file", help = "file with the secret key; see convert" },
      { flags = "--date", argument = "YYYY-MM-DD", help = "the day of an article that names none" },
      { flags = "--article", argument = "N", help = "which article of a file that holds several, counted from 1" },
      "reading",
      { flags = "--json", help = "as JSON, for programs" },
      { flags = "--trace", help = "show where in the program an error arose" },
    },
    examples = {
      { "bluepencil explain story.txt", "Who is protected, and why." },
      { "bluepencil explain --at 'the next morning' story.txt", "Why these words were struck, or were not." },
    },
  },
  {
    name = "review",
    summary = "write a page that shows what would be struck, and why",
    description = "Runs articles through the same line as 'convert' and writes one HTML page: each article before and after, "
      .. "side by side, with the reason for each decision and what is doubtful. The page needs no network and no other file. "
      .. "It holds the originals, unless --safe leaves them out, so only its owner may read the file.",
    arguments = {
      { name = "PATH", target = "files", count = "*", completes = "file",
        help = "article to review, or a folder: its files, and those of the folders in it, are reviewed when their extension is "
          .. "that of a form (.txt, .json, .gz ...)" },
    },
    options = {
      { flags = "-o --output", argument = "FILE", completes = "file",
        help = "the page to write (default: review.html); '-' is standard output" },
      { flags = "--safe", help = "leave out everything that was struck: the redacted text, with marks and reasons" },
      { flags = "-f --filter", argument = "FILTER", count = "*", completes = "file",
        help = "run this filter too, a file or the name of a shipped one; may be repeated; one with the name of a shipped "
          .. "filter replaces it" },
      { flags = "-p --policy", argument = "POLICY", completes = "file",
        help = "who is protected and what becomes of them: the name of a shipped policy or a file (default: "
          .. "protect-private)" },
      { flags = "-k --key", argument = "KEYFILE", completes = "file",
        help = "file with the secret key for pseudonyms and shifted dates, as in 'convert'" },
      { flags = "--date", argument = "YYYY-MM-DD",
        help = "the day of an article that names none, for dates such as 'last Monday'" },
      "reading",
      { flags = "--files-from", argument = "LIST", completes = "file",
        help = "review the files named in LIST too, one a line; '-' is standard input" },
      { flags = "--force", help = "replace the page when it is there already" },
      { flags = "-q --quiet", help = "say nothing but errors" },
      { flags = "--trace", help = "let messages quote the article, and show where in the program an error arose" },
    },
    examples = {
      { "bluepencil review archive/2017", "One page, review.html, for all articles of a year." },
      { "bluepencil review --safe -o for-the-desk.html story.txt", "A page without the originals, to hand on." },
    },
  },
  {
    name = "help",
    summary = "show help for a command",
    description = "The same as 'bluepencil COMMAND --help'.",
    arguments = { { name = "COMMAND", target = "topic", count = "?", completes = {}, help = "a command" } },
    options = {},
    examples = {},
  },
}

-- `help` knows every command.
do
  for _, command in ipairs(M.commands) do command.options = with_reading(command.options) end
  local topics = M.commands[#M.commands].arguments[1].completes
  for _, command in ipairs(M.commands) do topics[#topics + 1] = command.name end
end

-- The highest that applies is the one returned.
M.exit_status = {
  { 0, "all went well" },
  { 1, "some articles could not be converted; the others were" },
  { 2, "the command line, a filter or a policy was wrong; nothing was converted" },
  { 3, "some output would not have been valid TEI and was withheld" },
  { 4, "struck text was found in some output, which was withheld" },
}

return M
