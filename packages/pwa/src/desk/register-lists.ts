/** Lists inside a draft, which holds texts only. What another version left and nobody can read any more counts as none. */
export function listIn<T>(json: string): readonly T[] {
  if (json === '') return [];
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) ? list : []; // written by listText below, with the same type
  } catch {
    return [];
  }
}

/** The other way: nothing for an empty list, so that an untouched form stays untouched. */
export const listText = (list: readonly unknown[]): string => (list.length === 0 ? '' : JSON.stringify(list));
