/** The same function, which works out its answer once for each object that it is given. */
export function onceEach<T extends object, R>(work: (given: T) => R): (given: T) => R {
  const known = new WeakMap<T, { readonly answer: R }>();
  return (given) => {
    const found = known.get(given) ?? { answer: work(given) };
    known.set(given, found);
    return found.answer;
  };
}
