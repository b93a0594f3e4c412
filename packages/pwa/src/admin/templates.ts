import { graphql, type ResultOf } from '../graphql/graphql.ts';

const fields = graphql(`
  fragment Templates on DocumentTemplates {
    kind name basis
    fields { name required }
    versions { version inUse fileName note addedByName addedAt }
  }
`);
export type Templates = ResultOf<typeof fields>;

export const TemplatesQuery = graphql(
  `
  query DocumentTemplates { documentTemplates { ...Templates } }
`,
  [fields],
);

export const UploadTemplate = graphql(`
  mutation UploadTemplate($kind: DocumentKind!, $fileName: String!, $note: String, $content: String!) {
    uploadDocumentTemplate(kind: $kind, fileName: $fileName, note: $note, content: $content) { version problems warnings unlaid }
  }
`);
export type TemplateUpload = ResultOf<typeof UploadTemplate>['uploadDocumentTemplate'];

export const UseTemplate = graphql(
  `
  mutation UseTemplate($kind: DocumentKind!, $version: Int!, $seen: JSON) {
    useDocumentTemplate(kind: $kind, version: $version, seen: $seen) { ...Templates }
  }
`,
  [fields],
);

/** The version that papers are made by; 0 comes with the system. */
export const versionInUse = ({ versions }: Templates): number => versions.find(({ inUse }) => inUse)?.version ?? 0;

/** Where a version's files are, without the ending. */
export const addressOf = ({ kind }: Templates, version: number): string => `/documents/templates/${kind}/${version}`;

/** A file as Base64. */
export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  // in pieces: a function takes only so many arguments
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
