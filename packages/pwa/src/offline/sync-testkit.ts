import type { CommandInput, Fault, Outcome, Transport } from './transport.ts';

// The other end of the line and the time of the drainer's tests.

/** What the line does to one request. `lost` means carried out, but the answer never arrives. */
export type Weather =
  | 'fine'
  | 'network'
  | 'lost'
  | 'timeout'
  | 'portal'
  | 'server'
  | 'busy'
  | 'broken'
  | 'signedOut'
  | 'forgetful';

/** The rules of the server's write door: a command once by its id, a photo before the command that names it. */
export function newServer(weather: () => Weather, owner: () => string | null) {
  const done = new Map<string, Outcome>();
  const log: { commandId: string; payload: CommandInput['payload']; times: number }[] = [];
  const photos = new Set<string>();
  const sizes: number[] = [];
  const rejectAll = new Set<string>();
  const refuseNotes = new Set<string>();
  const needs = new Map<string, readonly string[]>();
  const failing: Partial<Record<Weather, Fault>> = {
    network: { kind: 'passing', why: 'network' },
    timeout: { kind: 'passing', why: 'timeout' },
    portal: { kind: 'passing', why: 'portal' },
    server: { kind: 'passing', why: 'server' },
    busy: { kind: 'passing', why: 'busy', retryAfterMs: 7_000 },
    broken: { kind: 'broken' },
    signedOut: { kind: 'signedOut' },
  };
  const carryOut = (command: CommandInput): Outcome => {
    const stored = done.get(command.commandId);
    const base = { commandId: command.commandId, receivedAt: '2026-11-25T08:00:00.000Z', citations: [], cases: [] };
    if (stored !== undefined) return { ...base, status: 'duplicate', stored };
    const note = String(command.payload.note);
    const missing = (needs.get(note) ?? []).some((id) => !photos.has(id));
    if (missing) return { ...base, status: 'refused', code: 'attachment-missing', message: '照片未到' };
    const outcome: Outcome = refuseNotes.has(note)
      ? {
          ...base,
          status: 'refused',
          code: 'accused-unit',
          message: '不能指派给被检举单位。',
          citations: [{ regulation: '信访工作条例', article: '第三十条' }],
        }
      : { ...base, status: 'accepted', revision: String(done.size + 1) };
    done.set(command.commandId, outcome);
    if (outcome.status === 'accepted') log.push({ commandId: command.commandId, payload: command.payload, times: 1 });
    return outcome;
  };
  const transport: Transport = {
    async whoAmI() {
      return failing[weather()] ?? { kind: 'person', personId: owner() };
    },
    async submit(commands) {
      sizes.push(commands.length);
      const now = weather();
      if (commands.some((one) => rejectAll.has(String(one.payload.note))))
        return { kind: 'rejected', code: 'invalid-command' };
      const fault = failing[now];
      if (fault !== undefined) return fault;
      const outcomes = commands.map(carryOut);
      if (now === 'lost') return { kind: 'passing', why: 'network' };
      return { kind: 'outcomes', outcomes: now === 'forgetful' ? outcomes.slice(1) : outcomes };
    },
    async upload(attachment, told) {
      const now = weather();
      const fault = failing[now];
      if (fault !== undefined) return fault;
      await told.onUrl(`/files/${attachment.id}`);
      if (now === 'forgetful') return { kind: 'uploaded' };
      photos.add(attachment.id);
      return now === 'lost' ? { kind: 'passing', why: 'network' } : { kind: 'uploaded' };
    },
  };
  return { transport, log, done, photos, sizes, rejectAll, refuseNotes, needs };
}

/** A clock that jumps to the next waiting moment instead of waiting. */
export function newClock() {
  let now = Date.parse('2026-11-25T07:00:00Z');
  const due: { at: number; then: () => void }[] = [];
  return {
    now: () => now,
    later: (ms: number, then: () => void) => {
      const entry = { at: now + ms, then };
      due.push(entry);
      return () => {
        const at = due.indexOf(entry);
        if (at >= 0) due.splice(at, 1);
      };
    },
    /** Moves to the next alarm; false when there is none. */
    next() {
      due.sort((a, b) => a.at - b.at);
      const entry = due.shift();
      if (entry === undefined) return false;
      now = Math.max(now, entry.at);
      return true;
    },
  };
}
