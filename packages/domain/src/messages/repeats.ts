import type { AlikeReason, RepeatAdvice } from '../repeats/repeats.ts';
import type { PriorHandling } from '../routing/routing.ts';

const kinds: Readonly<Record<AlikeReason['kind'], string>> = {
  sameCard: '证件号码相同',
  sameNumber: '来件编号相同',
  samePhone: '电话相同',
  sameNameAndPlace: '姓名和地方（单位）相同',
  sameName: '姓名相同',
  similarWords: '文字相近',
};

/** Why two cases are alike, in a line. */
export function alikeText({ kind, percent, words = [] }: AlikeReason): string {
  if (kind !== 'similarWords') return kinds[kind];
  const shared = words.length === 0 ? '' : `：${words.map((word) => `“${word}”`).join('')}`;
  return `${kinds[kind]} ${percent ?? 0}%${shared}`;
}

const consequences: Readonly<Record<PriorHandling, string>> = {
  none: '原件没有受理或者已经撤回，可以照常登记。',
  inProgress: '原件正在办理，规定期限内再次提出的不重复受理，督促原承办单位办理并告知信访人。',
  replied: '原件已经答复，告知信访人可以申请复查。',
  concluded: '原件已经复核终结，没有新的事实和理由的不再受理。',
};

/** What follows when it is the same matter. */
export function adviceText({ prior, crossing }: Pick<RepeatAdvice, 'prior' | 'crossing'>): string {
  const channel =
    crossing === 'hotlineInPetition'
      ? '此事已在信访渠道办理，请告知 12345 中心，不另行办理。'
      : crossing === 'petitionInHotline'
        ? '此事已在 12345 渠道办理，请与那张交办单一并答复。'
        : '';
  return `${consequences[prior]}${channel}`;
}
