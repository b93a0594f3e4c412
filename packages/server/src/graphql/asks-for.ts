import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/** The names of the fields that a field's own selection asks for, or that of the field at the end of `path` within it. */
export function fieldsAsked({ fieldNodes, fragments }: GraphQLResolveInfo, ...path: string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (set: SelectionSetNode | undefined, [next, ...rest]: readonly string[]): void => {
    for (const node of set?.selections ?? []) {
      if (node.kind !== Kind.FIELD) {
        const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments[node.name.value];
        visit(inner?.selectionSet, next === undefined ? [] : [next, ...rest]);
      } else if (next === undefined) found.add(node.name.value);
      else if (node.name.value === next) visit(node.selectionSet, rest);
    }
  };
  for (const { selectionSet } of fieldNodes) visit(selectionSet, path);
  return found;
}

/** Whether a field's own selection asks for any of these: what is dear to answer is then left undone. */
export function asksFor(info: GraphQLResolveInfo, names: readonly string[]): boolean {
  const asked = fieldsAsked(info);
  return names.some((name) => asked.has(name));
}
