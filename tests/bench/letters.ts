import { randomUUID } from 'node:crypto';

/*
 * Letters as they come to a bureau, each by somebody else and in words of its own, for benches that register. The n-th is always
 * the same one; the first three million differ in who writes, from where, and what happened when.
 */

/** The surnames and given names of two thirds of the people. */
export const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任';
export const givenNames =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文辉力凯浩宇欣怡佳梓涵子轩雨泽博思远志国海燕春';

const places = '东城西河南湖北岭文晖朝阳育才实验青山清河新华民主和平胜利'.match(/../g) ?? [];
const kinds = ['第一小学', '第二小学', '中心小学', '第三中学', '第五中学', '实验学校', '九年一贯制学校', '职业中学'];
const subjects = [
  ['校门口交通拥堵', '放学时段校门口车辆乱停，学生过街十分危险', '安排人员疏导，并会同交警部门划设临时停车区域'],
  ['食堂饭菜质量', '午餐菜量偏少且经常是凉的，个别日子有异味', '检查食堂并公开食材采购和检验情况'],
  ['课后服务收费', '课后服务的收费没有公示，缴费后也没有票据', '说明收费依据，对多收部分予以退还'],
  ['校车线路停运', '本学期校车线路停开，沿线学生每天要步行四十多分钟', '恢复线路或者就近调整站点'],
  ['操场塑胶异味', '新铺的塑胶跑道气味刺鼻，多名孩子出现头晕', '委托有资质的机构检测并公布结果'],
  ['学区划分依据', '今年学区调整后我们小区被划出，事先没有征求意见', '公开划分依据并答复家长的疑问'],
  ['教师工资拖欠', '代课教师的课时补贴自上学期起没有发放', '督促学校补发并说明发放时间'],
  ['宿舍供暖不足', '宿舍夜间温度不到十二度，孩子接连感冒', '检修供暖设备，在修好以前采取临时措施'],
  ['作业量过大', '低年级每天书面作业超过两个小时', '督促学校落实减轻学业负担的规定'],
  ['图书馆不开放', '学校图书馆建成一年仍不对学生开放', '明确开放时间并配备管理人员'],
] as const;

const pick = <T>(list: ArrayLike<T>, at: number): T => list[at % list.length] as T; // none of the lists is empty

/** Who writes the n-th letter: a name that others bear too, a telephone that nobody else has. */
export function petitionerOf(at: number) {
  const name =
    pick(surnames, at * 7) + pick(givenNames, at) + pick(givenNames, Math.floor(at / givenNames.length) * 5 + 3);
  return { kind: 'person', anonymous: false, name, phone: `139${String(10_000_000 + (at % 90_000_000))}` } as const;
}

/** The n-th letter's matter, for a unit of a district or of the bureau itself. */
export function matterOf(
  at: number,
  to: { readonly unitId: string; readonly responsibility: 'district' | 'municipal' },
) {
  const [title, complaint, wish] = pick(subjects, at);
  const school = pick(places, Math.floor(at / 3)) + pick(kinds, Math.floor(at / 7));
  const grade = `${1 + (at % 9)}年级（${1 + (Math.floor(at / 11) % 12)}）班`;
  const since = `${1 + (Math.floor(at / 5) % 12)}月${1 + (Math.floor(at / 13) % 28)}日`;
  return {
    caseId: randomUUID(),
    title: `${school}${title}`,
    demand: `我的孩子在${school}${grade}就读。自${since}起，${complaint}。家长先后${2 + (at % 6)}次向学校反映，至今没有答复。请求教育局${wish}。`,
    petitioner: petitionerOf(at),
    facts: {
      responsibility: to.responsibility,
      contentKind: 'appeal',
      priorHandling: 'none',
      opinionImplemented: false,
      newFacts: false,
    },
    handlingUnitId: to.unitId,
    earlierHandling: '',
  };
}

/** The n-th letter as the command that registers it, received on the benches' day. */
export function letterOf(at: number, to: Parameters<typeof matterOf>[1]) {
  const payload = { channel: 'letter', receivedOn: '2026-11-23', matter: matterOf(at, to) };
  return { commandId: randomUUID(), type: 'registerCase', occurredAt: new Date(), payload };
}
