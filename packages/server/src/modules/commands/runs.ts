import { streamsOf } from '@huiyin/domain/cases';
import type { Clock } from '../../infra/clock.ts';
import type { Viewer } from '../people/viewer.ts';
import { type CommandEnvelope, type PreparedCommand, prepareCommand } from './command-envelope.ts';
import { streamKey } from './event-store.repository.ts';

// A run: commands that have nothing to do with each other, and can therefore share one transaction (docs/decisions/010).

/** One command of a run: as it came, and what the door made of it. */
export interface AskedCommand {
  readonly envelope: CommandEnvelope;
  readonly prepared: ReturnType<typeof prepareCommand>;
}

/** Checks a command at the door, at the server's own time. Touches nothing. */
export function askCommand(deps: { readonly clock: Clock }, actor: Viewer, envelope: CommandEnvelope): AskedCommand {
  return { envelope, prepared: prepareCommand(envelope, actor, deps.clock.now()) };
}

/**
 * Cuts commands, in their order, into runs of which no two name the same command, case or visit: what a command leaves behind
 * (its state, and whether this actor still sees it) is read from the database by the next one that touches it.
 */
export function runsOf(commands: readonly AskedCommand[]): AskedCommand[][] {
  const runs: AskedCommand[][] = [];
  let touched = new Set<string>();
  for (const asked of commands) {
    const { prepared } = asked;
    const names = prepared.ok ? namesIn(prepared.value) : [asked.envelope.commandId.toLowerCase()];
    if (runs.length === 0 || names.some((name) => touched.has(name))) {
      runs.push([]);
      touched = new Set();
    }
    runs.at(-1)?.push(asked);
    for (const name of names) touched.add(name);
  }
  return runs;
}

/** What no other command of the same run may name: the command itself, the one that it settles, its cases and visits. */
export function namesIn({ provenance, resolves, command }: PreparedCommand): readonly string[] {
  const lost = resolves ? [resolves.commandId.toLowerCase()] : [];
  const streams = command.ok && command.value.type !== 'concedeConflict' ? streamsOf(command.value).map(streamKey) : [];
  return [provenance.commandId, ...lost, ...streams];
}

/**
 * For which numbers (编号) a run waits, as a name, when it waits for nothing else: all its commands write only what they begin.
 * Undefined when it may have to wait for somebody's case or visit.
 */
export function countersOf(run: readonly PreparedCommand[]): string | undefined {
  const counters = run.map(({ command, resolves }) => {
    if (!command.ok || command.value.type === 'concedeConflict' || resolves !== undefined) return undefined;
    if (streamsOf(command.value).some(({ begins = false }) => !begins)) return undefined;
    return command.value.type === 'registerCase' ? command.value.channel : command.value.type;
  });
  return counters.includes(undefined) ? undefined : [...new Set(counters)].sort().join();
}
