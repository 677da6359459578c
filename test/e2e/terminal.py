"""Runs a program in a real pseudo terminal and prints what happened as one JSON line.

Arguments: columns, interrupt after so many milliseconds of the first text matching a pattern ('' for never),
that pattern, then the command. The terminal is the program's standard input, output and error.
"""
import fcntl, json, os, pty, re, select, struct, sys, termios, time

columns, delay, pattern, command = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))

output, press_at, pressed_at = b"", None, None
while True:
    if press_at is not None and pressed_at is None and time.monotonic() >= press_at:
        os.write(terminal, b"\x03")
        pressed_at = time.monotonic()
    ready, _, _ = select.select([terminal], [], [], 0.02)
    if not ready:
        continue
    try:
        chunk = os.read(terminal, 65536)
    except OSError:
        chunk = b""
    if not chunk:
        break
    output += chunk
    if delay and press_at is None and re.search(pattern.encode(), output):
        press_at = time.monotonic() + int(delay) / 1000

_, status = os.waitpid(pid, 0)
print(json.dumps({
    "output": output.decode("utf-8", "replace"),
    "code": os.waitstatus_to_exitcode(status),
    "seconds_after_key": None if pressed_at is None else time.monotonic() - pressed_at,
}))
