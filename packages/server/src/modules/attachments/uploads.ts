import { isRecused } from '@huiyin/domain/cases';
import type { Services } from '../../context.ts';
import { createUploads, type Uploads } from '../../infra/uploads.ts';
import { sessionFromCookie } from '../people/sessions.ts';
import type { Viewer } from '../people/viewer.ts';
import { scopeOf } from '../people/visibility.ts';
import { findCase } from '../petition-cases/petition-cases.repository.ts';
import {
  completeAttachment,
  findAttachment,
  findReadableAttachment,
  reserveAttachment,
} from './attachments.repository.ts';

/** Uploads and downloads of attachments as the database and the sessions of this server know them. */
export function attachmentUploads(
  { database, clock, logger }: Pick<Services, 'database' | 'clock' | 'logger'>,
  { folder, trustProxy }: { readonly folder: string; readonly trustProxy: boolean },
): Promise<Uploads> {
  const { prisma } = database;
  return createUploads<Viewer>({
    folder,
    trustProxy,
    viewerOf: ({ headers }) => sessionFromCookie({ database, clock }, headers.cookie),
    viewerId: ({ id }) => id,
    find: ({ bureauId }, id) => findAttachment(prisma, bureauId, id),
    reserve: ({ bureauId }, row) => reserveAttachment(prisma, bureauId, row, new Date(clock.now())),
    complete: ({ bureauId }, id) => completeAttachment(prisma, bureauId, id, new Date(clock.now())),
    mayRead: async (viewer, id) => {
      // a scan names the petitioner: not for who is recused (回避, Art 28)
      const mayHaveFilesOf = async (caseId: string) => {
        const ofCase = await findCase(database, scopeOf(viewer), caseId);
        return ofCase !== undefined && !isRecused(ofCase.state, viewer.id);
      };
      return (await findReadableAttachment(prisma, viewer, id, mayHaveFilesOf)) !== undefined;
    },
    onError: (error) => logger.error({ err: error }, 'upload failed'),
  });
}
