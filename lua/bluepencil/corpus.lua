--- Corpora of marked names: one token a line, `token<TAB>tag`, BIO tags PER, LOC, ORG; a blank line after each sentence.
--
-- Other tags (MISC) count as no name.  Tokens are put together to a text as it was printed, which is then cut by the
-- program's own tokenizer, so that training sees what tagging will see ("didn't" is one word, not "did" and "n't").

local M = {}

local types = { PER = 1, LOC = 2, ORG = 3 }

-- Words that join the one before, and those that the next one joins.
local joins_before, joins_after = {}, {}
for word in ([[. , ; : ? ! % ) ] } ' ’ ” 's ’s 'S n't n’t N'T 're ’re 've ’ve 'll ’ll 'd ’d 'm ’m - / '']]):gmatch("%S+") do
  joins_before[word] = true
end
for word in ("( [ { $ £ € # “ ‘ `` - /"):gmatch("%S+") do joins_after[word] = true end

--- Whether a text had a space between two tokens.
-- @tparam string before
-- @tparam string after
-- @tparam boolean quoted  whether a straight quotation mark is open after `before`
function M.is_spaced (before, after, quoted)
  if after == '"' then return not quoted end
  if before == '"' and quoted then return false end
  return not joins_before[after] and not joins_after[before]
end

--- Read a corpus file.
-- @tparam string path
-- @treturn table documents  each { id, text, sentences = { first, last, ... }, names = { first, last, type, ... } }
-- @return nil, message when the file cannot be read or a line has no tag
function M.read (path)
  local file, message = io.open(path, "r")
  if not file then return nil, message end
  local documents = {}
  local parts, at, sentences, names, id, sentence_first, open, previous, quoted
  local function start (name)
    parts, at, sentences, names, id, sentence_first, open = {}, 0, {}, {}, name, nil, nil
  end
  local function end_sentence ()
    if sentence_first then
      sentences[#sentences + 1], sentences[#sentences + 2] = sentence_first, at
      sentence_first, open = nil, nil
    end
  end
  local function finish ()
    end_sentence()
    if #sentences == 0 then return end
    documents[#documents + 1] = { id = id, text = table.concat(parts), sentences = sentences, names = names }
  end
  start("")
  local number = 0
  for line in file:lines() do
    number = number + 1
    local name = line:match("^# doc_id = (.*)")
    if name then
      finish()
      start(name)
    elseif line == "" then
      end_sentence()
    elseif not line:find("^# ") then
      local token, tag = line:match("^(.+)\t(%S+)%s*$")
      if not token then
        file:close()
        return nil, ("%s:%d: expected a token, a tab and a tag"):format(path, number)
      end
      if at > 0 and not sentence_first then
        parts[#parts + 1] = "\n"
        at = at + 1
      elseif at > 0 and M.is_spaced(previous, token, quoted) then
        parts[#parts + 1] = " "
        at = at + 1
      end
      if not sentence_first then quoted = false end
      if token == '"' then quoted = not quoted end
      previous = token
      sentence_first = sentence_first or at + 1
      local first = at + 1
      parts[#parts + 1] = token
      at = at + #token
      local prefix, kind = tag:match("^([BI])%-(.+)$")
      local type = types[kind]
      if not type then
        open = nil
      elseif prefix == "I" and open == type then
        names[#names - 1] = at
      else
        names[#names + 1], names[#names + 2], names[#names + 3] = first, at, type
        open = type
      end
    end
  end
  file:close()
  finish()
  return documents
end

return M
