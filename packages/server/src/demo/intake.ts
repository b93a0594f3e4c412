import { addDays, type PlainDate } from '@huiyin/domain';
import type { Channel, Matter, Petitioner, RegisterCase } from '@huiyin/domain/cases';
import { type LetterStep, letterIntake, letterReply } from './letters.ts';
import type { Chance } from './seeded.ts';

// What the counter of a working day brings beside single matters: the same person by two channels, many who sign together,
// an urgent order of 12345 and what a superior body passed on with a day of its own.

/** A matter as it was registered, and what has been done with it since. */
export interface TakenIn {
  /** Working days before today on which it came. */
  readonly age: number;
  /** The registration but for its day, which may be asked for. */
  readonly registration: (receivedOn: PlainDate) => Omit<RegisterCase, 'type' | 'receivedOn'>;
  readonly steps: readonly LetterStep[];
}

const office = 'demo-office1';

const accepted: LetterStep = {
  after: 1,
  actorId: office,
  type: 'issueAcceptanceNotice',
  payload: (issuedOn) => ({ decision: 'accept', issuedOn }),
};

/** 1410000… is given to no telephone. */
const zhou: Petitioner = {
  kind: 'person',
  anonymous: false,
  name: '周桂兰',
  relation: '学生家长',
  phone: '14100003377',
  address: '临江市西河区柳荫路18号3幢502室',
};
const shen: Petitioner = {
  kind: 'person',
  anonymous: false,
  name: '沈国梁',
  relation: '教师',
  phone: '14100005162',
  address: '临江市东湖区文昌巷7号',
};

type Words = Pick<Matter, 'title' | 'demand' | 'petitioner' | 'handlingUnitId'> & Partial<Matter>;

function matterOf(chance: Chance, at: number, words: Words): Matter {
  const facts = {
    responsibility: 'municipal',
    contentKind: 'appeal',
    priorHandling: 'none',
    opinionImplemented: false,
    newFacts: false,
  } as const;
  return { caseId: chance.uuid(at), facts, earlierHandling: '', ...words };
}

/** 同一人来信后又打 12345：the order is urgent, dated by the centre, and linked to the letter. */
function letterThenHotline(chance: Chance, at: number): readonly TakenIn[] {
  const title = '反映随迁子女小学转学插班迟迟没有答复';
  const demand =
    '孩子随父母来本市就读，六月提交小学三年级转学插班申请和居住证、社保证明，至今没有书面答复，孩子在家等待，请求尽快安排学位。';
  const letter = matterOf(chance, at, { title, demand, petitioner: zhou, handlingUnitId: 'basic' });
  const order = matterOf(chance, at, {
    title: '随迁子女转学插班没有答复，孩子在家',
    demand: '来电人称已写信反映随迁子女小学转学插班一事，孩子仍在家等待，要求尽快书面答复并安排学位。',
    petitioner: zhou,
    handlingUnitId: 'basic',
    earlierHandling: '已向市教育局写信反映，正在办理。',
  });
  const intake = letterIntake({ matter: letter, cause: '', resolution: '' });
  return [
    { age: 6, registration: () => ({ channel: 'letter', matter: letter }), steps: [...intake, accepted] },
    {
      age: 1,
      registration: (receivedOn) => ({
        channel: 'hotline',
        matter: order,
        hotline: {
          externalNumber: `LJ12345-${receivedOn.replaceAll('-', '')}0417`,
          urgent: true,
          dueOn: addDays(receivedOn, 3),
        },
        links: [{ caseId: letter.caseId, relation: 'sameMatter' }],
      }),
      steps: [],
    },
  ];
}

/** 疑似重复, not linked yet: the form and the case page notice it. */
function openPair(chance: Chance, at: number): readonly TakenIn[] {
  const demand = '连续任教二十六年，申报高级教师时乡村任教年限少算四年，请求重新核对任教年限并告知依据。';
  const of = (channel: Channel, title: string, age: number): TakenIn => {
    const matter = matterOf(chance, at, { title, demand, petitioner: shen, handlingUnitId: 'personnel' });
    return { age, registration: () => ({ channel, matter }), steps: [] };
  };
  return [
    of('visit', '反映高级教师职称评审少算乡村任教年限', 4),
    of('call', '职称评审乡村任教年限少算四年，要求重新核对', 0),
  ];
}

/** 联名信：23 persons, three of them listed beside the first, two of these representatives (Art 20). */
function jointLetter(chance: Chance, at: number): TakenIn {
  const matter = matterOf(chance, at, {
    title: '学生家长联名反映校外托管点油烟和通行安全',
    demand:
      '学校北门外两处托管点油烟直排教学楼一侧，放学时段堵占消防通道。二十三名家长联名，请求会同有关部门检查并公布结果。',
    petitioner: { ...zhou, name: '宋雅琴', phone: '14100006208', address: '临江市西河区学林苑2幢' },
    handlingUnitId: 'safety',
  });
  const joint = {
    persons: 23,
    members: [
      { name: '潘志远', phone: '14100006211', representative: true },
      { name: '钱月娥', phone: '14100006219', representative: true },
      { name: '董海涛', representative: false },
    ],
  };
  const intake = letterIntake({ matter, cause: '', resolution: '' });
  return { age: 3, registration: () => ({ channel: 'letter', matter, joint }), steps: intake.slice(0, 4) };
}

/** 集体访: eight came together and were heard through three representatives (Art 20); one group, eight persons. */
function collectiveVisit(chance: Chance, at: number): TakenIn {
  const matter = matterOf(chance, at, {
    title: '退休民办教师集体来访要求落实教龄补贴',
    demand: '八名退休民办教师来访，反映教龄补贴核定标准不一，请求公布核定依据和补发时间。',
    petitioner: { ...shen, name: '罗秀英', relation: '本人', phone: '14100008810' },
    handlingUnitId: 'personnel',
  });
  const joint = {
    persons: 8,
    members: [
      { name: '汤国庆', phone: '14100008811', representative: true },
      { name: '贺素芬', phone: '14100008812', representative: true },
    ],
  };
  return { age: 7, registration: () => ({ channel: 'visit', matter, joint }), steps: [accepted] };
}

/** 上级转来：sender, number there, and its own day for the result, which binds (R65). */
function passedOn(chance: Chance, at: number): TakenIn {
  const matter = matterOf(chance, at, {
    title: '省教育厅转来：反映民办高中退费标准前后不一',
    demand: '来信人称民办高中招生时承诺学期内转学退还剩余学费，实际按月扣除百分之二十，请求查明收费和退费依据。',
    petitioner: { ...shen, name: '邵丽君', relation: '学生家长', phone: '14100007733' },
    handlingUnitId: 'basic',
  });
  return {
    age: 5,
    registration: (receivedOn) => ({
      channel: 'transferred',
      matter,
      incoming: {
        from: '省教育厅信访工作办公室',
        number: `教信转〔${receivedOn.slice(0, 4)}〕118号`,
        sentOn: addDays(receivedOn, -3),
        dueOn: addDays(receivedOn, 30),
      },
    }),
    steps: [...letterIntake({ matter, cause: '', resolution: '' }), accepted],
  };
}

/** 市信访局交办：answered, and the report to its sender (Art 22) is what is left. */
function reportLeft(chance: Chance, at: number): TakenIn {
  const matter = matterOf(chance, at, {
    title: '市信访局转来：反映小学午餐配送企业更换后分量不足',
    demand: '家长来信反映学校更换午餐配送企业后分量减少、餐温偏低，请求核查配餐合同并公布整改情况。',
    petitioner: { ...zhou, name: '严海燕', phone: '14100007741' },
    handlingUnitId: 'basic',
  });
  const cause = '经查，新配送企业未按合同约定的克重装盘，运输保温箱数量不足。';
  const resolution = '已责令企业按合同整改并增配保温箱，学校每日留样称重，情况向家长公布。';
  const written = { matter, cause, resolution };
  return {
    age: 14,
    registration: (receivedOn) => ({
      channel: 'transferred',
      matter,
      source: 'petitionBureau',
      incoming: {
        from: '临江市信访局',
        number: `临信交〔${receivedOn.slice(0, 4)}〕206号`,
        sentOn: addDays(receivedOn, -1),
        dueOn: addDays(receivedOn, 25),
      },
    }),
    steps: [...letterIntake(written), accepted, ...letterReply(written, 9, 'solved')],
  };
}

/** All of them; `at` dates their ids. */
export function takenIn(chance: Chance, at: number): readonly TakenIn[] {
  return [
    ...letterThenHotline(chance, at),
    ...openPair(chance, at),
    jointLetter(chance, at),
    passedOn(chance, at),
    collectiveVisit(chance, at),
    reportLeft(chance, at),
  ];
}
