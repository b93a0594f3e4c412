import { contentKinds, type PlainDate, parsePlainDate, priorHandlings, responsibilities } from '@huiyin/domain';
import * as v from 'valibot';

/** The parts of which the shapes of commands are made. */
export const badDate = 'invalid-date';
// v.custom narrows the type; parsePlainDate is the check behind it
export const date = v.custom<PlainDate>((input) => parsePlainDate(input).ok, badDate);
export const uuid = v.pipe(v.string(), v.uuid(), v.toLowerCase());
/** Whether an id that a client made is one. */
export const isUuid = (given: string): boolean => v.is(uuid, given);
export const unitId = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
export const version = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Bytes of a file; whether there are too many the rules say. */
export const bytes = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2_147_483_647));
/** A file that was sent before its command. */
export const scan = v.object({ id: uuid, sha256: v.string(), size: bytes, mime: v.string() });

/** Optional members: absent and null mean the same; undefined never enters a command. */
export function maybe<S extends v.GenericSchema>(schema: S) {
  return v.exactOptional(schema);
}

/** A command on one case as of a version. */
export const onCase = { caseId: uuid, expectedVersion: version };

/** To whom else a letter goes and what lies with it (抄送、附件). */
export const addressing = { copyTo: maybe(v.array(v.string())), enclosures: maybe(v.array(v.string())) };

/** What the route is decided by (R25–R31). */
export const facts = v.object({
  responsibility: v.picklist(responsibilities),
  contentKind: v.picklist(contentKinds),
  priorHandling: v.picklist(priorHandlings),
  opinionImplemented: v.boolean(),
  newFacts: v.boolean(),
});
