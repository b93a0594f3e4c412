import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStream, STALE_AFTER_MS, waitBefore } from './stream.ts';

/** A server whose connections the test holds in its hand. */
function fakeServer() {
  const lines: { send: (text: string) => void; end: () => void; signal: AbortSignal; had: string | null }[] = [];
  const fetch = async (_url: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const signal = init?.signal ?? new AbortController().signal;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        signal.addEventListener('abort', () => {
          try {
            controller.error(new Error('aborted'));
          } catch {
            // Already ended by the test.
          }
        });
        lines.push({
          send: (text) => controller.enqueue(new TextEncoder().encode(text)),
          end: () => controller.close(),
          signal,
          had: new Headers(init?.headers).get('last-event-id'),
        });
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
  return { fetch, lines };
}

describe('a live stream', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function open() {
    const server = fakeServer();
    const heard: string[] = [];
    const stream = openStream(
      '/graphql',
      'subscription { x }',
      { onNext: (json) => heard.push(json), onAlive: () => heard.push('alive'), onLost: () => heard.push('lost') },
      { fetch: server.fetch, random: () => 1 },
    );
    return { ...server, heard, stream };
  }

  it('passes results on, and heartbeats as signs of life', async () => {
    const { lines, heard, stream } = open();
    await vi.advanceTimersByTimeAsync(0);
    lines[0]?.send('event: next\ndata: {"n":1}\n\n');
    lines[0]?.send('event: heartbeat\ndata:\n\n');
    await vi.advanceTimersByTimeAsync(0);
    expect(heard).toEqual(['{"n":1}', 'alive', 'alive']);
    stream.close();
  });

  it('opens again after a break, waiting longer each time it fails', async () => {
    const { lines, heard, stream } = open();
    await vi.advanceTimersByTimeAsync(0);
    lines[0]?.end();
    await vi.advanceTimersByTimeAsync(499);
    expect(heard).toEqual(['lost']);
    expect(lines).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(lines).toHaveLength(2);
    lines[1]?.end();
    await vi.advanceTimersByTimeAsync(999);
    expect(lines).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(lines).toHaveLength(3);
    stream.close();
  });

  it('says after a break what it had last, and nothing before it had anything', async () => {
    const { lines, stream } = open();
    await vi.advanceTimersByTimeAsync(0);
    lines[0]?.send('id: 7-a\nevent: next\ndata: {"n":1}\n\nevent: heartbeat\ndata:\n\n');
    lines[0]?.end();
    await vi.advanceTimersByTimeAsync(500);
    expect(lines.map(({ had }) => had)).toEqual([null, '7-a']);
    stream.close();
  });

  it('takes 12.5 seconds of silence for a break, though the socket says nothing', async () => {
    const { lines, heard, stream } = open();
    await vi.advanceTimersByTimeAsync(0);
    await vi.advanceTimersByTimeAsync(STALE_AFTER_MS - 1);
    lines[0]?.send('event: heartbeat\ndata:\n\n');
    await vi.advanceTimersByTimeAsync(STALE_AFTER_MS - 1);
    expect(lines[0]?.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(lines[0]?.signal.aborted).toBe(true);
    expect(heard).toEqual(['alive', 'lost']);
    stream.close();
  });

  it('gives up at once a line that is said to be cut, though the socket says nothing', async () => {
    const { lines, heard, stream } = open();
    await vi.advanceTimersByTimeAsync(0);
    lines[0]?.send('event: heartbeat\ndata:\n\n');
    await vi.advanceTimersByTimeAsync(0);
    stream.drop();
    await vi.advanceTimersByTimeAsync(0);
    expect(heard).toEqual(['alive', 'lost']);
    await vi.advanceTimersByTimeAsync(500);
    expect(lines).toHaveLength(2);
    stream.close();
  });

  it('tries at once when woken, and never again when closed', async () => {
    const { lines, stream } = open();
    await vi.advanceTimersByTimeAsync(0);
    lines[0]?.end();
    await vi.advanceTimersByTimeAsync(1);
    stream.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(lines).toHaveLength(2);
    stream.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lines).toHaveLength(2);
  });

  it('never waits longer than 15 seconds, nor less than half its turn', () => {
    for (let attempt = 0; attempt < 40; attempt += 1) {
      expect(waitBefore(attempt, 1)).toBeLessThanOrEqual(15_000);
      expect(waitBefore(attempt, 0)).toBe(waitBefore(attempt, 1) / 2);
    }
  });
});
