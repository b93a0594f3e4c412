import type { IntakeStep } from '../petition-cases/facets.ts';
import type { mainRefusalCodes } from '../petition-cases/refusal-codes.ts';
import type { Channel } from '../petition-cases/types.ts';
import { intakeStepName } from './case-names.ts';
import { channelName } from './names.ts';
import { named, text, type Wording } from './wording.ts';

/** The words of the main line's refusals. */
export const mainWordings: Readonly<Record<(typeof mainRefusalCodes)[number], Wording>> = {
  'wrong-channel': {
    what: (p) => `${named<Channel>(channelName, text(p, 'channel'))}件没有这一步。`,
    mend: '请按此渠道的程序办理。',
  },
  'accused-actor': {
    what: '此件检举、控告的是您所在的单位。',
    mend: '请由其他有权处理的机关、单位办理。',
  },
  'actor-recused': { what: '您已对此件回避。', mend: '请由其他人员办理。' },
  'done-in-future': { what: (p) => `日期${text(p, 'on')}晚于今天。`, mend: '请填写实际办理的日期。' },
  'done-too-early': {
    what: (p) => `日期${text(p, 'on')}早于前一步的${text(p, 'after')}。`,
    mend: '请核对办理的先后。',
  },
  'already-instructed': { what: '领导已经批示。', mend: '请按批示办理。' },
  'intake-out-of-order': {
    what: (p) => {
      const next = named<IntakeStep>(intakeStepName, text(p, 'next'));
      const given = named<IntakeStep>(intakeStepName, text(p, 'step'));
      return next === '' ? `“${given}”已经办过。` : `尚未“${next}”，不能“${given}”。`;
    },
    mend: '请依次拆信、盖章、编号、登记、摘编、提交签批。',
  },
  'abstract-missing': { what: '没有填写摘编。', mend: '请摘录来信的要点。' },
  'leader-missing': {
    what: '没有写明提交给哪位分管领导。',
    mend: '请选择分管领导，或请管理员登记承办单位的分管领导。',
  },
};
