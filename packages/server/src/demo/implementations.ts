import { dateInShanghai } from '@huiyin/domain';
import type { PlannedCommand } from './planned-command.ts';
import { seededChance } from './seeded.ts';

// What was carried out of what replies promised (落实情况): most is reported within weeks, the office looks at more than half of it, a
// little lies unreported, and of the newest some was found not done.

const day = 86_400_000;
const office = 'demo-office1';
const measures = [
  '承诺事项已按答复办结，现场核对无误，已电话告知信访人。',
  '整改已完成，相关通知已印发到校并公示。',
  '款项已退还到账，信访人已签收确认。',
  '安排已落实到位，一周内无新的反映。',
];
const findings = ['电话回访信访人，对方表示办到了。', '查看学校报送的照片和台账，属实。', ''];

/** Steps after which a reply still stands as it was given. */
const harmless: readonly string[] = [
  'recordEvaluation',
  'recordImprovement',
  'superviseCase',
  'linkCases',
  'contractCase',
];

/** The reports and the office's checks on the answered cases of these commands, which are in order of time. */
export function planImplementations(
  commands: readonly PlannedCommand[],
  mayBe: (command: PlannedCommand) => boolean,
  now: number,
): readonly PlannedCommand[] {
  const chance = seededChance(20_261_212);
  const byCase = Map.groupBy(commands, ({ caseId }) => caseId);
  return commands.filter(mayBe).flatMap((one): readonly PlannedCommand[] => {
    const { type, payload, at, caseId, actorId } = one;
    if (type !== 'completeCase' || caseId === undefined || !promises(payload.outcome)) return [];
    const [waits, looks] = [chance.between(3, 16), chance.between(1, 6)];
    const [reported, checked, what, found] = [
      chance.next(),
      chance.next(),
      chance.pick(measures),
      chance.pick(findings),
    ];
    const after = (byCase.get(caseId) ?? []).filter((other) => other.at > at);
    if (reported > 0.86 || !after.every((other) => harmless.includes(other.type))) return [];
    const when = at + waits * day;
    if (when > now) return [];
    const give = (on: number, by: string, name: string, fields: Record<string, unknown>): PlannedCommand => ({
      ...{ at: on, occurredAt: on - 20_000, actorId: by, commandId: chance.uuid(on), type: name, caseId },
      payload: { caseId, ...fields },
    });
    const report = give(when, actorId, 'recordImplementation', { measures: what, implementedOn: dateInShanghai(when) });
    const then = when + looks * day;
    if (then > now || checked > 0.65) return [report];
    // Only lately: what was refuted long ago has been carried out since.
    const refuted = checked < 0.08 && now - then < 21 * day;
    const check = refuted
      ? { result: 'refuted', finding: '电话回访，信访人说只办了一半，其余没有动静，请一周内办到位。' }
      : { result: 'confirmed', finding: found };
    return [report, give(then, office, 'checkImplementation', { ...check, checkedOn: dateInShanghai(then) })];
  });
}

const promises = (outcome: unknown): boolean => outcome === 'solved' || outcome === 'underStudy';
