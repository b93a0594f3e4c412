import type { NewUnit } from '../modules/people/people.repository.ts';

/** The demo bureau: a made-up city. */
export const demoBureau = { id: 'linjiang', name: '临江市教育局' } as const;

type Row = readonly [id: string, name: string, initials: string, shortName?: string];

const departments: readonly Row[] = [
  ['office', '局办公室', 'jbgs', '办公室'],
  ['basic', '基础教育处', 'jcjyc', '基教处'],
  ['personnel', '人事处', 'rsc'],
  ['teachers', '教师工作处', 'jsgzc', '师工处'],
  ['vocational', '职业与成人教育处', 'zyycrjyc', '职成教处'],
  ['private', '民办教育处', 'mbjyc', '民办处'],
  ['law', '政策法规处', 'zcfgc', '法规处'],
  ['inspection', '监察室', 'jcs'],
  ['finance', '计划财务处', 'jhcwc', '计财处'],
  ['safety', '学校安全处', 'xxaqc', '安全处'],
  ['health', '体育卫生与艺术教育处', 'tywsyysjyc', '体卫艺处'],
  ['admissions', '招生考试处', 'zsksc', '招考处'],
];

const affiliated: readonly Row[] = [
  ['school-no1', '临江市第一中学', 'ljsdyzx', '市一中'],
  ['school-foreign', '临江市外国语学校', 'ljswgyxx', '市外国语'],
  ['school-experimental', '临江市实验小学', 'ljssyxx', '市实小'],
  ['school-special', '临江市特殊教育学校', 'ljstsjyxx', '市特教'],
  ['school-vocational', '临江市第一职业中学', 'ljsdyzyzx', '市一职'],
  ['school-kindergarten', '临江市机关幼儿园', 'ljsjgyey', '机关幼儿园'],
];

const universities: readonly Row[] = [
  ['university-vocational', '临江职业技术学院', 'ljzyjsxy', '临江职院'],
  ['university-normal', '临江师范高等专科学校', 'ljsfgdzkxx', '临江师专'],
];

/** A district's or county's authority with its schools. */
const districts: readonly { readonly authority: Row; readonly schools: readonly Row[] }[] = [
  {
    authority: ['xihe', '西河区教育局', 'xhqjyj', '西河区'],
    schools: [
      ['xihe-1', '西河区第一小学', 'xhqdyxx'],
      ['xihe-2', '西河区滨江小学', 'xhqbjxx'],
      ['xihe-3', '西河区育才小学', 'xhqycxx'],
      ['xihe-4', '西河区第三中学', 'xhqdszx'],
      ['xihe-5', '西河区实验中学', 'xhqsyzx'],
      ['xihe-6', '西河区中心幼儿园', 'xhqzxyey'],
      ['xihe-7', '西河区柳林镇中心小学', 'xhqllzzxxx'],
    ],
  },
  {
    authority: ['donghu', '东湖区教育局', 'dhqjyj', '东湖区'],
    schools: [
      ['donghu-1', '东湖区湖滨小学', 'dhqhbxx'],
      ['donghu-2', '东湖区第二小学', 'dhqdexx'],
      ['donghu-3', '东湖区明德小学', 'dhqmdxx'],
      ['donghu-4', '东湖区第五中学', 'dhqdwzx'],
      ['donghu-5', '东湖区翠园中学', 'dhqcyzx'],
      ['donghu-6', '东湖区阳光幼儿园', 'dhqygyey'],
      ['donghu-7', '东湖区南塘镇学校', 'dhqntzxx'],
    ],
  },
  {
    authority: ['lingang', '临港新区社会发展局', 'lgxqshfzj', '临港新区'],
    schools: [
      ['lingang-1', '临港新区第一学校', 'lgxqdyxx'],
      ['lingang-2', '临港新区海棠小学', 'lgxqhtxx'],
      ['lingang-3', '临港新区启航小学', 'lgxqqhxx'],
      ['lingang-4', '临港新区高级中学', 'lgxqgjzx'],
      ['lingang-5', '临港新区海棠幼儿园', 'lgxqhtyey'],
      ['lingang-6', '临港新区港湾中学', 'lgxqgwzx'],
    ],
  },
  {
    authority: ['beishan', '北山区教育局', 'bsqjyj', '北山区'],
    schools: [
      ['beishan-1', '北山区第一小学', 'bsqdyxx'],
      ['beishan-2', '北山区青松小学', 'bsqqsxx'],
      ['beishan-3', '北山区第四中学', 'bsqdszx'],
      ['beishan-4', '北山区石桥镇中心小学', 'bsqsqzzxxx'],
      ['beishan-5', '北山区石桥中学', 'bsqsqzx'],
      ['beishan-6', '北山区蓓蕾幼儿园', 'bsqblyey'],
    ],
  },
  {
    authority: ['yongan', '永安县教育体育局', 'yaxjytyj', '永安县'],
    schools: [
      ['yongan-1', '永安县城关小学', 'yaxcgxx'],
      ['yongan-2', '永安县第一中学', 'yaxdyzx'],
      ['yongan-3', '永安县白沙镇中心小学', 'yaxbszzxxx'],
      ['yongan-4', '永安县白沙中学', 'yaxbszx'],
      ['yongan-5', '永安县大坪乡学校', 'yaxdpxxx'],
      ['yongan-6', '永安县大坪乡梨树教学点', 'yaxdpxlsjxd'],
      ['yongan-7', '永安县职业教育中心', 'yaxzyjyzx'],
    ],
  },
  {
    authority: ['qingshi', '青石县教育局', 'qsxjyj', '青石县'],
    schools: [
      ['qingshi-1', '青石县第一小学', 'qsxdyxx'],
      ['qingshi-2', '青石县第二中学', 'qsxdezx'],
      ['qingshi-3', '青石县云溪镇中心小学', 'qsxyxzzxxx'],
      ['qingshi-4', '青石县云溪中学', 'qsxyxzx'],
      ['qingshi-5', '青石县高岭乡小学', 'qsxglxxx'],
      ['qingshi-6', '青石县幼儿园', 'qsxyey'],
    ],
  },
];

/** 联系方式 that papers bear, of those that give notices in the demo. The numbers are nobody's. */
const contacts: Readonly<Record<string, string>> = {
  [demoBureau.id]: '临江市青年路1号一楼信访接待室，0570-5550100，工作日8:30—17:30',
  'school-no1': '临江市文昌路18号办公楼二楼，0570-5550118，工作日8:00—17:00',
  xihe: '西河区河滨路6号一楼，0570-5550106，工作日8:30—17:30',
};

function unit(kind: NewUnit['kind'], parentId: string, [id, name, initials, shortName]: Row): NewUnit {
  const contact = contacts[id];
  const besides = { ...(shortName !== undefined && { shortName }), ...(contact !== undefined && { contact }) };
  return { id, name, kind, parentId, initials, ...besides };
}

/** All units, parents first. */
export const demoUnits: readonly NewUnit[] = [
  {
    id: demoBureau.id,
    name: demoBureau.name,
    shortName: '市教育局',
    kind: 'bureau',
    parentId: null,
    initials: 'ljsjyj',
    contact: contacts[demoBureau.id] ?? null,
  },
  ...departments.map((row) => unit('department', demoBureau.id, row)),
  ...affiliated.map((row) => unit('affiliatedSchool', demoBureau.id, row)),
  ...universities.map((row) => unit('municipalUniversity', demoBureau.id, row)),
  ...districts.flatMap(({ authority, schools }) => [
    unit('districtAuthority', demoBureau.id, authority),
    ...schools.map((row) => unit('districtSchool', authority[0], row)),
  ]),
];
