import { type RefusalCode, refusalCodes } from '@huiyin/domain';
import { type ServerRefusalCode, serverRefusalCodes } from './refusals.ts';
import { type UploadRefusalCode, uploadRefusalCodes } from './uploads.ts';

/** Every stable code with which a client may be refused, from wherever: the rules, the API's own doors, files. */
export type ApiRefusalCode = RefusalCode | ServerRefusalCode | UploadRefusalCode;

/** @see ApiRefusalCode */
export const apiRefusalCodes: readonly ApiRefusalCode[] = [
  ...new Set<ApiRefusalCode>([...refusalCodes, ...serverRefusalCodes, ...uploadRefusalCodes]),
];
