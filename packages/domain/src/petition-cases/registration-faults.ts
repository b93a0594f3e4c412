import type { DomainEvent } from '../commands.ts';
import { decide } from '../decide.ts';
import type { World } from '../identity/units.ts';
import type { Refused } from '../result.ts';
import type { RegisterCase } from './types.ts';

const nothing = { petitionCase: () => undefined, outreachVisit: () => undefined, receptionSession: () => undefined };

/** The same registration with something sound where the fault is; undefined where nothing would do. */
function filledAt(command: RegisterCase, path: string | undefined): RegisterCase | undefined {
  const { matter } = command;
  const mark = '…';
  switch (path) {
    case 'matter.title':
      return { ...command, matter: { ...matter, title: mark } };
    case 'matter.demand':
      return { ...command, matter: { ...matter, demand: mark } };
    case 'matter.petitioner.name':
      return { ...command, matter: { ...matter, petitioner: { ...matter.petitioner, name: mark } } };
    case 'hotline.externalNumber':
      return { ...command, hotline: { ...command.hotline, externalNumber: mark } };
    case 'incoming.from':
      return { ...command, incoming: { ...command.incoming, from: command.channel === 'email' ? 'a@b.cn' : mark } };
    case 'matter.petitioner.phone':
      return { ...command, matter: { ...matter, petitioner: { ...matter.petitioner, phone: '' } } };
    case 'matter.petitioner.idCard':
      return { ...command, matter: { ...matter, petitioner: { ...matter.petitioner, idCard: '' } } };
    case 'joint.persons':
      return { ...command, joint: { persons: 100_000, members: command.joint?.members ?? [] } };
    case 'matter.petitioner.address':
    case 'matter.petitioner.relation': {
      const { address: _address, relation: _relation, ...petitioner } = matter.petitioner;
      return { ...command, matter: { ...matter, petitioner } };
    }
    case 'firstAsked.unitId':
    case 'firstAsked.person': {
      const { firstAsked: _asked, ...rest } = command;
      return rest;
    }
    case 'hotline.dueOn':
      return { ...command, hotline: { externalNumber: command.hotline?.externalNumber ?? mark } };
    case 'incoming.sentOn':
    case 'incoming.dueOn': {
      const { sentOn: _sentOn, dueOn: _dueOn, ...incoming } = command.incoming ?? {};
      return { ...command, incoming };
    }
    case 'choice.reason':
      return { ...command, choice: { ...command.choice, reason: mark } };
    default:
      // a member's fault: the others are looked at once it is mended, the rest of the form now
      return path?.startsWith('joint.members.') && command.joint
        ? { ...command, joint: { ...command.joint, members: [] } }
        : undefined;
  }
}

/**
 * Everything that the rules refuse in a registration (登记), not the first of it only: a fault is mended in a copy so that they
 * look further. The events are those of the mended copy, none when it could not be mended: dates are known before names.
 */
export function registrationFaults(
  command: RegisterCase,
  world: World,
): { readonly faults: readonly Refused[]; readonly events: readonly DomainEvent[] } {
  const faults: Refused[] = [];
  for (let asked: RegisterCase | undefined = command; asked !== undefined; ) {
    const decided = decide(nothing, asked, world);
    if (decided.ok) return { faults, events: decided.value };
    if (faults.some(({ path }) => path === decided.path)) break;
    faults.push(decided);
    asked = filledAt(asked, decided.path);
  }
  return { faults, events: [] };
}
