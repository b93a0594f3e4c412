import { appealRoutes, parsePlainDate, routeOutcomes } from '@huiyin/domain';
import {
  attachmentKinds,
  type Command,
  channels,
  linkRelations,
  type OutreachMode,
  petitionerKinds,
  petitionSources,
} from '@huiyin/domain/cases';
import * as v from 'valibot';
import { type Refusal, serverRefusal, shapeProblem } from '../../messages/refusals.ts';
import { mainPayloads } from './main-payloads.ts';
import { receptionPayloads } from './reception-payloads.ts';
import { badDate, bytes, date, facts, maybe, scan, unitId, uuid, version } from './shapes.ts';
import { sidePayloads } from './side-payloads.ts';

// Shapes only: whether a text may be empty, a date lie in the future or a unit take the matter is the domain's to say.

/** Any text: that it is one of the four modes is for decide() to say, with its article (R20). */
const mode = v.pipe(
  v.string(),
  v.transform((text) => text as OutreachMode), // decide() refuses all but the four
);

const matter = v.object({
  caseId: uuid,
  title: v.string(),
  demand: v.string(),
  petitioner: v.object({
    kind: v.picklist(petitionerKinds),
    anonymous: v.boolean(),
    name: v.string(),
    relation: maybe(v.string()),
    phone: maybe(v.string()),
    idCard: maybe(v.string()),
    address: maybe(v.string()),
  }),
  facts,
  appealRoute: maybe(v.picklist(appealRoutes)),
  handlingUnitId: unitId,
  accusedUnitId: maybe(unitId),
  accusedPersonId: maybe(v.string()),
  earlierHandling: v.string(),
  referral: maybe(v.string()),
});

/** What the office writes down beside the matter (RegistrationFacets of the domain). */
const registrationParts = {
  incoming: maybe(
    v.object({ from: maybe(v.string()), number: maybe(v.string()), sentOn: maybe(date), dueOn: maybe(date) }),
  ),
  joint: maybe(
    v.object({
      persons: v.number(),
      members: v.array(
        v.object({
          name: v.string(),
          phone: maybe(v.string()),
          idCard: maybe(v.string()),
          address: maybe(v.string()),
          representative: v.boolean(),
        }),
      ),
    }),
  ),
  scans: maybe(v.array(scan)),
  links: maybe(v.array(v.object({ caseId: uuid, relation: v.picklist(linkRelations) }))),
  choice: maybe(
    v.object({
      outcome: maybe(v.picklist(routeOutcomes)),
      reason: maybe(v.string()),
      dispute: maybe(
        v.object({
          bodies: v.string(),
          agreed: v.boolean(),
          commonSuperior: v.boolean(),
          decidedBy: maybe(v.string()),
        }),
      ),
    }),
  ),
};

const followUp = v.object({
  id: uuid,
  what: v.string(),
  owner: v.string(),
  ownerUnitId: maybe(unitId),
  ownerPersonId: maybe(unitId),
  caseId: maybe(uuid),
  dueOn: date,
});

const visitDetails = v.variant('mode', [
  v.object({ mode: v.literal('contractedCase'), caseId: v.string(), done: v.string() }),
  v.object({ mode: v.literal('accompaniedSupervision'), caseId: v.string(), findings: v.string() }),
  v.object({
    mode: v.literal('discussionVisit'),
    participants: v.array(v.string()),
    points: v.array(v.string()),
  }),
  v.object({ mode: v.literal('survey'), topic: v.string(), notes: v.string() }),
]);

const markPoint = v.strictTuple([v.number(), v.number()]);
const mark = v.variant('kind', [
  v.object({ kind: v.picklist(['arrow', 'circle']), from: markPoint, to: markPoint }),
  v.object({ kind: v.literal('text'), at: markPoint, text: v.string() }),
]);

const attachment = v.object({
  id: uuid,
  kind: v.picklist(attachmentKinds),
  sha256: v.string(),
  size: bytes,
  mime: v.string(),
  caption: maybe(v.string()),
  marks: maybe(v.array(mark)),
  position: maybe(v.object({ latitude: v.number(), longitude: v.number() })),
  masked: maybe(v.boolean()),
  seconds: maybe(v.number()),
});

/** The shape of every command's payload. */
export const commandShapes = {
  registerCase: v.object({
    channel: v.picklist(channels),
    receivedOn: date,
    matter,
    hotline: maybe(v.object({ externalNumber: v.string(), dueOn: maybe(date), urgent: maybe(v.boolean()) })),
    source: maybe(v.picklist(petitionSources)),
    firstAsked: maybe(v.object({ unitId, person: v.string() })),
    ...registrationParts,
  }),
  logOutreachVisit: v.object({
    visitId: uuid,
    visitedOn: date,
    mode,
    placeUnitId: unitId,
    programme: v.boolean(),
    companions: v.array(v.string()),
    observations: v.string(),
    matters: v.array(matter),
    followUps: v.array(followUp),
    attachments: v.array(attachment),
    details: maybe(visitDetails),
    signer: maybe(v.object({ name: v.string(), title: v.string() })),
    position: maybe(v.object({ latitude: v.number(), longitude: v.number(), accuracyMetres: v.number() })),
  }),
  amendOutreachVisit: v.object({
    visitId: uuid,
    expectedVersion: version,
    changes: v.object({
      observations: maybe(v.string()),
      companions: maybe(v.array(v.string())),
      followUps: maybe(v.array(followUp)),
      details: maybe(visitDetails),
    }),
    reason: v.string(),
  }),
  settleFollowUp: v.object({ visitId: uuid, followUpId: uuid, settledOn: date, result: v.string() }),
  ...mainPayloads,
  ...sidePayloads,
  ...receptionPayloads(matter, attachment),
} satisfies { [T in Command['type']]: v.GenericSchema<unknown, Omit<Extract<Command, { type: T }>, 'type'>> };

/**
 * Reads one command from JSON. Refuses unknown-command, invalid-date and invalid-command, with the path of the first
 * wrong field and a Chinese sentence. Members that are null count as absent.
 */
export function readCommand(type: string, payload: unknown): { readonly ok: true; readonly value: Command } | Refusal {
  if (!isCommandType(type)) return serverRefusal('unknown-command', { type: type.slice(0, 60) }, 'type');
  const given = withoutNulls(payload);
  // each shape is that of its command: see satisfies above
  return checked(v.safeParse(commandShapes[type], given), (value) => ({ type, ...value }) as Command);
}

function checked<S extends v.GenericSchema>(
  parsed: v.SafeParseResult<S>,
  make: (value: v.InferOutput<S>) => Command,
): { readonly ok: true; readonly value: Command } | Refusal {
  if (parsed.success) return { ok: true, value: make(parsed.output) };
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue) ?? '';
  if (issue.message === badDate) {
    const date = parsePlainDate(issue.input);
    if (!date.ok) return { ...date, path };
  }
  const problem = issue.received === 'undefined' ? 'missing' : issue.type === 'picklist' ? 'choice' : 'shape';
  return serverRefusal('invalid-command', { path, detail: shapeProblem(problem, path) }, path);
}

function isCommandType(type: string): type is Command['type'] {
  return Object.hasOwn(commandShapes, type);
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null && item !== undefined)
      .map(([key, item]) => [key, withoutNulls(item)]),
  );
}
