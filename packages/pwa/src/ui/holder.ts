import { meantForName } from '@huiyin/domain/messages';

interface Named {
  readonly name: string;
}

/** 承办单位 in a word: the unit that has a case, or whom the office means to hand it to (拟交). */
export const holderText = (it: { readonly handlingUnit: Named; readonly meantUnit: Named | null }): string =>
  it.meantUnit === null ? it.handlingUnit.name : meantForName(it.meantUnit.name);
