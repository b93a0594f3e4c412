/**
 * Lets `Date` of this process or page run `clock.ahead` milliseconds ahead, which may change on the way. Names nothing
 * outside itself: browsers get it as text.
 */
export function shiftDate(clock: { readonly ahead: number }): void {
  const Real = Date;
  const now = () => Real.now() + clock.ahead;
  globalThis.Date = new Proxy(Real, {
    apply: () => new Real(now()).toString(),
    construct: (_, given: []) => (given.length === 0 ? new Real(now()) : new Real(...given)),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
}
