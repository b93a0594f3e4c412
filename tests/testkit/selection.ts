import { schema } from '@huiyin/server/testkit';

/** GraphQL text: everything of a type that takes no required argument, as deep as a screen goes, or of its own fields `only` some; empty for none. */
export function selectionOf(name: string, depth = 3, only?: readonly string[]): string {
  const type = schema.getType(name);
  if (!type || !('getFields' in type)) return '';
  const parts = Object.values(type.getFields()).flatMap((field) => {
    if (only && !only.includes(field.name)) return [];
    if ('args' in field && field.args.some((arg: { readonly type: unknown }) => String(arg.type).endsWith('!')))
      return [];
    const inner = String(field.type).replace(/[[\]!]/g, '');
    const inside = schema.getType(inner);
    if (!inside || !('getFields' in inside)) return [field.name];
    const selected = depth > 0 ? selectionOf(inner, depth - 1) : '';
    return selected === '' ? [] : [`${field.name} ${selected}`];
  });
  return parts.length === 0 ? '' : `{ ${parts.join(' ')} }`;
}
