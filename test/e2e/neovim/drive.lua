-- Drives Neovim through what a person does there, and prints what it saw, one JSON text a line.
local function say(event, value)
  io.stdout:write(vim.fn.json_encode({ event = event, value = value }), '\n')
end

local function wait(what, reached)
  if not vim.wait(60000, reached, 50) then error('nothing came: ' .. what) end
end

local ok, err = pcall(function()
  vim.cmd('source ' .. vim.fn.fnameescape(os.getenv('SETUP')))
  vim.cmd('edit ' .. vim.fn.fnameescape(os.getenv('FILE')))
  vim.bo.filetype = 'typescript'
  local buffer = vim.api.nvim_get_current_buf()
  local function clients() return vim.lsp.buf_get_clients(buffer) end
  wait('client', function() return #vim.tbl_values(clients()) > 0 end)
  local function diagnostics()
    return vim.tbl_map(function(d) return d.message end, vim.diagnostic.get(buffer))
  end
  local function count(pattern)
    return #vim.tbl_filter(function(message) return message:find(pattern) ~= nil end, diagnostics())
  end
  wait('diagnostics', function() return count('golden gives') > 0 end)
  say('diagnostics', diagnostics())

  local function lenses()
    local titles = {}
    local params = { textDocument = vim.lsp.util.make_text_document_params(buffer) }
    for _, answer in pairs(vim.lsp.buf_request_sync(buffer, 'textDocument/codeLens', params, 10000)) do
      for _, lens in ipairs(answer.result or {}) do
        for _, resolved in pairs(vim.lsp.buf_request_sync(buffer, 'codeLens/resolve', lens, 10000)) do
          table.insert(titles, resolved.result.command.title)
        end
      end
    end
    return titles
  end
  say('lenses', lenses())

  local command = { command = 'fern.server.counterpart', arguments = { vim.uri_from_bufnr(buffer) } }
  for _, answer in pairs(vim.lsp.buf_request_sync(buffer, 'workspace/executeCommand', command, 20000)) do
    say('counterpart', answer.result.golden)
  end

  local before = count('slugify')
  local golden = vim.fn.readfile(os.getenv('GOLDEN'))
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, golden)
  wait('new diagnostics', function() return before > 0 and count('slugify') == 0 end)
  wait('a score of what runs', function() return not table.concat(lenses(), '\n'):find('running') end)
  say('after edit', lenses())

  vim.lsp.stop_client(vim.tbl_map(function(client) return client.id end, vim.tbl_values(clients())))
  wait('end', function() return #vim.lsp.get_active_clients() == 0 end)
  say('stopped', true)
end)
if not ok then
  say('error', tostring(err))
  vim.cmd('cquit 1')
end
vim.cmd('qall!')
