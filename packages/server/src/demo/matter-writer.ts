import { type PriorHandling, proposeHandlingUnit } from '@huiyin/domain';
import type { Channel, Matter } from '@huiyin/domain/cases';
import type { NewUnit } from '../modules/people/people.repository.ts';
import {
  accusations,
  affiliatedMatters,
  bureauMatters,
  districtMatters,
  foreignMatters,
  type MatterTemplate,
} from './matters.ts';
import type { Chance } from './seeded.ts';
import { demoUnits } from './units.ts';

/** A matter as a petitioner brings it, with how it will be answered. */
export interface WrittenMatter {
  readonly matter: Matter;
  readonly cause: string;
  readonly resolution: string;
  /** Set when the notice will be one of non-acceptance (不予受理). */
  readonly refusal?: { readonly reason: string; readonly lawExplanation: string; readonly competentBody: string };
}

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁任卢姚钟姜崔谭陆范汪廖石金贾夏韦付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤',
];
const givenNames = [
  '秀兰',
  '建国',
  '海燕',
  '志强',
  '丽华',
  '晓东',
  '国庆',
  '桂英',
  '文斌',
  '玉梅',
  '永福',
  '雪梅',
  '大勇',
  '春花',
  '立新',
  '佳',
  '磊',
  '敏',
  '涛',
  '静',
];

/** Schools with pupils of school age: what is complained of seldom fits a kindergarten. */
const schoolsOf = (kinds: readonly NewUnit['kind'][]) =>
  demoUnits.filter((unit) => kinds.includes(unit.kind) && !unit.name.endsWith('幼儿园'));
const boardingSchools = schoolsOf(['affiliatedSchool', 'municipalUniversity']).filter(
  (unit) => !/小学/.test(unit.name),
);

/** Writes one matter received at an instant; on a down-visit (下访) it concerns the place visited. */
export function writeMatter(chance: Chance, at: number, channel: Channel, place?: NewUnit): WrittenMatter {
  const kind = place ? Math.min(chance.next(), 0.7) : chance.next();
  if (kind > 0.95) return foreignMatter(chance, at);
  if (kind > 0.9) return accusation(chance, at);
  if (kind > 0.82) return schoolMatter(chance, at, chance.pick(affiliatedMatters), chance.pick(boardingSchools));
  if (kind > 0.6 || channel === 'leaderReception') return bureauMatter(chance, at);
  return schoolMatter(chance, at, chance.pick(districtMatters), place ?? chance.pick(schoolsOf(['districtSchool'])));
}

function bureauMatter(chance: Chance, at: number): WrittenMatter {
  const template = chance.pick(bureauMatters);
  return written(chance, at, template, template.department ?? 'office');
}

function schoolMatter(chance: Chance, at: number, template: MatterTemplate, school: NewUnit): WrittenMatter {
  const handling = proposeHandlingUnit(demoUnits, school.id, template.responsibility);
  return written(chance, at, template, handling?.id ?? 'office', school);
}

function accusation(chance: Chance, at: number): WrittenMatter {
  const template = chance.pick(accusations);
  const school = chance.pick(schoolsOf(['affiliatedSchool', 'districtSchool']));
  const one = written(chance, at, template, 'inspection', school);
  return { ...one, matter: { ...one.matter, accusedUnitId: school.id } };
}

function foreignMatter(chance: Chance, at: number): WrittenMatter {
  const template = chance.pick(foreignMatters);
  const one = written(chance, at, template, 'office');
  const refusal = {
    reason: '反映的事项不属于教育行政部门职责范围。',
    lawExplanation:
      '根据《信访工作条例》第二十三条，对不属于本机关职权范围的信访事项，告知信访人向有权处理的机关、单位提出。',
    competentBody: template.competentBody,
  };
  return { ...one, matter: { ...one.matter, referral: template.competentBody }, refusal };
}

function written(
  chance: Chance,
  at: number,
  template: MatterTemplate,
  unitId: string,
  school?: NewUnit,
): WrittenMatter {
  const fill = (text: string) => text.replaceAll('{school}', school?.name ?? '学校');
  const anonymous = template.contentKind === 'accusation' ? chance.next() < 0.5 : chance.next() < 0.03;
  const name = `${chance.pick(surnames)}${chance.pick(givenNames)}`;
  const inHand =
    template.contentKind === 'appeal' && template.responsibility !== 'notEducation' && chance.next() < 0.04;
  const priorHandling: PriorHandling = inHand ? 'inProgress' : 'none';
  const matter: Matter = {
    caseId: chance.uuid(at),
    title: fill(template.title),
    demand: fill(template.demand),
    petitioner: anonymous
      ? { kind: 'person', anonymous, name: '' }
      : // 1410000… is given to no telephone
        { kind: 'person', anonymous, name, relation: template.relation, phone: `1410000${chance.between(1000, 9999)}` },
    facts: {
      responsibility: template.responsibility,
      contentKind: template.contentKind,
      priorHandling,
      opinionImplemented: false,
      newFacts: false,
    },
    handlingUnitId: unitId,
    earlierHandling: inHand
      ? '已向学校所在地教育部门反映，正在办理。'
      : chance.pick(['', '', '曾向学校反映，未得到答复。']),
  };
  const base = { matter, cause: fill(template.cause), resolution: fill(template.resolution) };
  if (!inHand) return base;
  const reason = '该事项已由有关单位受理，正在法定期限内办理，不重复受理。';
  const lawExplanation =
    '根据《信访工作条例》第十九条，信访事项已经受理或者正在办理的，信访人在规定期限内再次提出的，不予重复受理。';
  return {
    ...base,
    refusal: { reason, lawExplanation, competentBody: demoUnits.find(({ id }) => id === unitId)?.name ?? '' },
  };
}
