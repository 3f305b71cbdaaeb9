--- Busted's plain report, with a last line that a person and a script can both read: "N passed, N failed, N skipped".

return function (options)
  local busted = require "busted"
  local handler = require "busted.outputHandlers.plainTerminal" (options)

  local failed = 0
  busted.subscribe({ "suite", "end" }, function ()
    failed = handler.failuresCount + handler.errorsCount
    io.write(("\n%d passed, %d failed, %d skipped\n"):format(handler.successesCount, failed, handler.pendingsCount))
    io.flush()
    return nil, true
  end)

  -- Busted exits with the number of failures, of which the system keeps eight bits.
  busted.subscribe({ "exit" }, function ()
    if failed > 0 or handler.successesCount == 0 then os.exit(1, true) end
    return nil, true
  end)

  return handler
end
