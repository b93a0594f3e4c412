/** One action on many cases (批量办理): what is given, how far it is, what became of each case. */
export const bulkMessages = {
  title: '批量办理记录',
  toList: '全部事项',
  intro: '您批量催办、交办、作废过的事项：每件办了没有，没有办的是因为什么。记录保留一年。',
  empty: '还没有批量办理过',
  emptyHint: '在“全部”中选中几件，就可以一起催办或者交办。',
  acts: { urgeCase: '催办', assignCase: '交办', voidCase: '作废登记' },
  chosen: (does: string, count: number) => `${does} · 已选 ${count} 件`,
  urgeText: '请在法定期限内办理并报送结果；已超期的请立即说明原因。',
  urgeWords: '催办内容',
  voidWords: '作废的理由',
  voidHint: '只作废还没有办理的。编号保留、不另给别的件，仍可按编号查到；作废错了的，可以逐件恢复登记。',
  toUnit: '交给',
  ownUnits: '各自的承办单位',
  day: '日期',
  preview: '先看会怎样',
  foreseeing: (done: number, of: number) => `正在看第 ${done} / ${of} 件`,
  change: '返回修改',
  will: (will: number, not: number, moved: number) =>
    [
      not === 0 ? `${will} 件都能办` : `${will} 件能办，${not} 件不能，原因逐件列出`,
      moved > 0 && `其中 ${moved} 件会换承办单位`,
    ]
      .filter(Boolean)
      .join('；'),
  /** `from`: the unit that was to handle it, where it goes to another. */
  willDo: (does: string, from: string | undefined) =>
    from === undefined ? `将${does}` : `将${does}，承办单位由“${from}”改为所选单位`,
  willAssign: (unit: string) => `将交办给“${unit}”`,
  instead: (step: string) => `待办中此件的下一步是“${step}”`,
  carryOut: (does: string, count: number) => `${does}这 ${count} 件`,
  /** What was given, in one line of the record. */
  line: (does: string, total: number) => `${does} ${total} 件`,
  given: {
    urgeCase: (text: string) => `催办内容：${text}`,
    assignCase: (unit: string) => `交给：${unit}`,
    voidCase: (reason: string) => `作废的理由：${reason}`,
  },
  states: { running: '正在办', stopped: '已停下', done: '已办完' },
  counts: (done: number, refused: number, waiting: number) =>
    [`已办 ${done} 件`, refused > 0 && `${refused} 件没有办，保持原样`, waiting > 0 && `还有 ${waiting} 件`]
      .filter(Boolean)
      .join('，'),
  running: (settled: number, total: number) => `正在办第 ${settled} / ${total} 件`,
  goesOn: '由服务器逐件办理，关掉页面也会办完。回头可以在“批量办理记录”中看结果。',
  stop: '停下',
  stopped: '已停下。办过的不变；其余的没有办，可以接着办。',
  resume: (count: number) => `接着办其余 ${count} 件`,
  underWay: (does: string, settled: number, total: number) => `批量${does}正在办：${settled} / ${total} 件。`,
  look: '看进展',
  itemStates: { waiting: '还没有办', done: '已办', refused: '没有办' },
  hidden: '您现在不能查看的事项',
  finish: '完成',
} as const;
