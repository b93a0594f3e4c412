import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/** The names of the fields that a field's own selection asks for, or that of its field `under`. */
export function fieldsAsked({ fieldNodes, fragments }: GraphQLResolveInfo, under?: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (set: SelectionSetNode | undefined, parent: string | undefined): void => {
    for (const node of set?.selections ?? []) {
      if (node.kind !== Kind.FIELD) {
        visit(
          node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments[node.name.value]?.selectionSet,
          parent,
        );
      } else if (parent === undefined) found.add(node.name.value);
      else if (node.name.value === parent) visit(node.selectionSet, undefined);
    }
  };
  for (const { selectionSet } of fieldNodes) visit(selectionSet, under);
  return found;
}

/** Whether a field's own selection asks for any of these: what is dear to answer is then left undone. */
export function asksFor(info: GraphQLResolveInfo, names: readonly string[]): boolean {
  const asked = fieldsAsked(info);
  return names.some((name) => asked.has(name));
}
