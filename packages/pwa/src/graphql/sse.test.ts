import { describe, expect, it } from 'vitest';
import { createEventParser } from './sse.ts';

describe('an event stream in pieces', () => {
  const stream =
    ': ping\n\nid: 7-a\nevent: next\ndata: {"a":1}\n\nevent: heartbeat\ndata:\n\nevent: complete\ndata: {}\n\n';
  const expected = [
    { event: 'next', data: '{"a":1}', id: '7-a' },
    // The id stays until there is another.
    { event: 'heartbeat', data: '', id: '7-a' },
    { event: 'complete', data: '{}', id: '7-a' },
  ];

  it('gives the same events however it is cut', () => {
    for (let size = 1; size <= stream.length; size += 1) {
      const parser = createEventParser();
      const events = [];
      for (let at = 0; at < stream.length; at += size) events.push(...parser.push(stream.slice(at, at + size)));
      expect(events, `pieces of ${size}`).toEqual(expected);
    }
  });

  it('takes CRLF and CR line ends, cut between CR and LF too', () => {
    for (const end of ['\r\n', '\r']) {
      const text = `${stream.replaceAll('\n', end)}: more${end}`;
      for (let size = 1; size <= 7; size += 1) {
        const parser = createEventParser();
        const events = [];
        for (let at = 0; at < text.length; at += size) events.push(...parser.push(text.slice(at, at + size)));
        expect(events, JSON.stringify(end)).toEqual(expected);
      }
    }
  });

  it('joins several data lines', () => {
    expect(createEventParser().push('data: 一\ndata: 二\n\n')).toEqual([{ event: 'message', data: '一\n二', id: '' }]);
  });
});
