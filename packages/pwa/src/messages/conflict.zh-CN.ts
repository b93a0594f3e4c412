/** The words of conflict handling (冲突处理): what happened, both sides, and what a choice means. */
export const conflictMessages = {
  title: '冲突处理',
  asking: '正在取最新内容…',
  offline: '要先联网取到对方改后的内容，才能比对。您改的仍存在本机。',
  again: '再试一次',
  outOfSight: '这件现在不在您能看到的范围内，不能再改。您写的仍存在本机，可自行删除。',
  combinable: '您和别人改了不同的地方，可以两边都保留。',
  both: '您和别人改了同一处，请逐项选择以哪边为准。',
  whole: (status: string | undefined) =>
    `您作出这一项以后，别人先办了别的手续${status === undefined ? '' : `，现在的状态是“${status}”`}。要不要在最新情况上重报？`,
  redrafted:
    '您读过的答复稿后来重新拟过，原来的审核意见不能用在新稿上。请先选“不再提交，以现在的为准”，再到“案件”里读新稿，重新审核。',
  others: '别人已经办的',
  yours: '您写的',
  onlyTheirs: '对方改了，保留对方的',
  onlyMine: '只有您改了',
  base: '原来：',
  mine: '我的',
  theirs: '对方的',
  merged: '两边合并',
  combine: '两边都保留，上报',
  sendChoice: '按所选上报',
  sendAnyway: '在最新情况上重报',
  mendThere: '对方办的有误的，打开这件事项，在“撤回与更正”中改正',
  concede: '全部以对方为准',
  kept: '没有采用的一方也会留在记录里，可以查到是谁、怎样处理的。',
  amended: '原来的内容和更正的理由都会留在记录里。',
  lostBy: (name: string, act: string, time: string) => `${name}的“${act}” ${time} 到达，晚于别人的修改`,
  settledBy: (name: string, time: string) => `${name} ${time} 处理`,
  unsettled: '还没有处理',
  letBe: '不再提交，以现在的为准',
  wasLet: '已记下：不再提交，以现在的为准。',
  choices: { mine: '采用了这一份', theirs: '没有采用，以另一方为准', combined: '两边合并' },
  nothing: '（空）',
  yes: '是',
  no: '否',
  /** What a notice decides: the other ids are the rules' own. */
  values: {
    accept: '予以受理',
    refuse: '不予受理',
  } as Readonly<Record<string, string>>,
} as const;

/** The words of putting a visit right on the phone (更正). */
export const amendMessages = {
  title: '更正下访记录',
  reason: '更正的理由',
  reasonMissing: '请写明更正的理由。',
  nothingChanged: '没有改动。请先修改，再保存。',
  notSaved: '没有存下：手机存储打不开或已满。内容还在这一页，请再试。',
  save: '保存更正',
  summary: (place: string) => `更正：${place}`,
} as const;
