import type { Attachment, PhotoMark, PhotoPosition } from '@huiyin/domain/cases';
import { builder } from '../../graphql/builder.ts';
import { described } from '../../graphql/common.graphql.ts';
import { enumWords } from '../../messages/enums.ts';

const AttachmentKindEnum = builder.enumType('AttachmentKind', {
  description: 'Photo, signature or voice note.',
  values: described(enumWords.attachmentKind),
});

const MarkKindEnum = builder.enumType('PhotoMarkKind', {
  description: 'Arrow, circle (an ellipse in the box from–to), or text.',
  values: described(enumWords.markKind),
});

const PhotoMarkType = builder.objectRef<PhotoMark>('PhotoMark').implement({
  description: 'What was drawn over a photo; places are thousandths of its width and height.',
  fields: (t) => ({
    kind: t.field({ type: MarkKindEnum, description: 'What it is.', resolve: (mark) => mark.kind }),
    from: t.intList({
      description: 'Where it begins: x, y.',
      resolve: (mark) => [...(mark.kind === 'text' ? mark.at : mark.from)],
    }),
    to: t.intList({
      nullable: true,
      description: 'Where it ends: x, y; null for text.',
      resolve: (mark) => (mark.kind === 'text' ? null : [...mark.to]),
    }),
    text: t.string({
      nullable: true,
      description: 'The words of a text.',
      resolve: (mark) => (mark.kind === 'text' ? mark.text : null),
    }),
  }),
});

const PhotoPositionType = builder.objectRef<PhotoPosition>('PhotoPosition').implement({
  description: 'Where the camera says a photo was taken, WGS 84.',
  fields: (t) => ({
    latitude: t.exposeFloat('latitude', { description: 'Degrees north.' }),
    longitude: t.exposeFloat('longitude', { description: 'Degrees east.' }),
  }),
});

export const AttachmentType = builder.objectRef<Attachment>('Attachment').implement({
  description: 'A photo, signature or voice note. Photos stand in the order that the leader gave them.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id.' }),
    kind: t.field({ type: AttachmentKindEnum, description: 'What it is.', resolve: (file) => file.kind }),
    mime: t.exposeString('mime', { description: 'Media type.' }),
    size: t.exposeInt('size', { description: 'Bytes.' }),
    sha256: t.exposeString('sha256', { description: 'Digest, lower-case hex.' }),
    url: t.string({ description: 'Where to read it with the session.', resolve: (file) => `/files/${file.id}` }),
    caption: t.string({
      description: 'What a photo shows; empty when nothing was written.',
      resolve: (file) => file.caption ?? '',
    }),
    marks: t.field({
      type: [PhotoMarkType],
      description: 'Drawn over a photo.',
      resolve: (file) => [...(file.marks ?? [])],
    }),
    masked: t.boolean({
      description: 'Faces were made unrecognisable before it left the phone.',
      resolve: (file) => file.masked ?? false,
    }),
    position: t.field({
      type: PhotoPositionType,
      nullable: true,
      description: "The camera's position, when the leader kept it.",
      resolve: (file) => file.position ?? null,
    }),
    seconds: t.float({
      nullable: true,
      description: 'Length of a voice note.',
      resolve: (file) => file.seconds ?? null,
    }),
  }),
});
