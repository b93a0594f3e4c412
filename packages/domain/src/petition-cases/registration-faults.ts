import type { DomainEvent } from '../commands.ts';
import { decide } from '../decide.ts';
import { kindsAllowed, type World } from '../identity/units.ts';
import type { Refused } from '../result.ts';
import { handlingFacts } from '../routing/classify.ts';
import { routePetition } from '../routing/routing.ts';
import type { RegisterCase } from './types.ts';

const nothing = { petitionCase: () => undefined, outreachVisit: () => undefined, receptionSession: () => undefined };

/** Something sound in the place of a text that must be there. */
const mark = '…';

/** By the path of a fault what is sound there, and where it is put if that is not the path itself; of every other text: nothing. */
const sound: Readonly<Record<string, readonly [value: unknown, at?: string]>> = {
  'matter.title': [mark],
  'matter.demand': [mark],
  'matter.accusedUnitId': [undefined],
  'matter.petitioner.name': [mark],
  'hotline.externalNumber': [mark],
  'hotline.dueOn': [{ externalNumber: mark }, 'hotline'],
  'incoming.sentOn': [undefined],
  'incoming.dueOn': [undefined],
  'joint.persons': [100_000],
  'joint.members': [[]],
  'firstAsked.unitId': [undefined, 'firstAsked'],
  'firstAsked.person': [undefined, 'firstAsked'],
  'choice.reason': [mark],
};
const texts = /^(?:matter\.earlierHandling|incoming\.number|(?:matter\.petitioner|joint\.members\.\d+)\.\w+)$/;

/** The same with another value at that place. */
function put(whole: unknown, [first = '', ...rest]: readonly string[], value: unknown): unknown {
  const parts = whole as Readonly<Record<string, unknown>>; // what has parts is an object or a list
  const part = rest.length === 0 ? value : put(parts[first], rest, value);
  return Array.isArray(whole) ? whole.with(Number(first), part) : { ...parts, [first]: part };
}

interface Asked {
  readonly command: RegisterCase;
  readonly world: World;
}

/** What is asked once more with something sound where the fault is; undefined where nothing would do. */
function mendedAt({ command, world }: Asked, path = ''): Asked | undefined {
  const { channel, matter } = command;
  // nothing else than these values is changed in them
  const withSound = (value: unknown, at = path) => ({
    command: put(command, at.split('.'), value) as RegisterCase,
    world,
  });
  const passedOn = channel === 'transferred';
  if (path === 'source') return withSound(passedOn ? 'petitionBureau' : 'petitioner');
  if (path === 'incoming.from') return withSound(passedOn ? mark : '');
  if (path === 'receivedOn') {
    // without the days that are reckoned from it
    const { sentOn: _sentOn, dueOn: _dueOn, ...paper } = command.incoming ?? {};
    const incoming = command.incoming && { incoming: paper };
    const hotline = command.hotline && { hotline: { externalNumber: command.hotline.externalNumber } };
    return { command: { ...command, receivedOn: world.today, ...incoming, ...hotline }, world };
  }
  if (path === 'matter.handlingUnitId') {
    const [kind = 'department'] = kindsAllowed(handlingFacts(matter.facts, routePetition(matter.facts).outcome));
    const unit: World['unit'] = (id) => (id === mark ? { id, name: id, kind, parentId: null } : world.unit(id));
    return { ...withSound(mark), world: { ...world, unit } };
  }
  const known = sound[path] ?? (texts.test(path) ? [path.endsWith('.name') ? mark : ''] : undefined);
  return known && withSound(...known);
}

/** What the dates of a registration hang on. */
const dating: readonly (string | undefined)[] = ['receivedOn', 'matter.handlingUnitId'];

/**
 * Everything that the rules refuse in a registration (登记), not the first of it only: a fault is mended in a copy so that they
 * look further. The events are those of the mended copy, none when its dates are not known: they are, before names.
 */
export function registrationFaults(
  command: RegisterCase,
  world: World,
): { readonly faults: readonly Refused[]; readonly events: readonly DomainEvent[] } {
  const faults: Refused[] = [];
  for (let asked: Asked | undefined = { command, world }; asked !== undefined; ) {
    const decided = decide(nothing, asked.command, asked.world);
    if (decided.ok) {
      const dated = !faults.some(({ path }) => dating.includes(path));
      return { faults, events: dated ? decided.value : [] };
    }
    if (faults.some(({ path }) => path === decided.path)) break;
    faults.push(decided);
    asked = mendedAt(asked, decided.path);
  }
  return { faults, events: [] };
}
