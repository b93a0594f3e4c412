/** One event of a server-sent event stream: its name (`message` when it has none), its data lines joined, and the last id so far. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
  readonly id: string;
}

/**
 * Reads a text/event-stream as it arrives in pieces of any size. Call `push` with each decoded piece; it returns the
 * events completed by it. Comments (`: ping`) are skipped. Line ends may be LF, CRLF or CR.
 */
export function createEventParser(): { push(piece: string): ServerEvent[] } {
  let rest = '';
  let event = '';
  let data: string[] = [];
  let id = '';

  function takeLine(line: string, into: ServerEvent[]): void {
    if (line === '') {
      if (data.length > 0 || event !== '') into.push({ event: event || 'message', data: data.join('\n'), id });
      event = '';
      data = [];
      return;
    }
    if (line.startsWith(':')) return;
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') event = value;
    if (name === 'data') data.push(value);
    if (name === 'id') id = value;
  }

  return {
    push(piece) {
      const events: ServerEvent[] = [];
      rest += piece;
      // A CR at the very end may be half of a CRLF: it waits for the next piece.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      for (const line of lines) takeLine(line, events);
      return events;
    },
  };
}
