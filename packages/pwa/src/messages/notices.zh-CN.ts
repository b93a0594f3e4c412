/** The words of reminders in the app (通知) and of the day's digest (今日提要). */

export const noticeMessages = {
  title: '今日提要',
  bell: (unread: number) => (unread === 0 ? '通知，没有未读' : `通知，${unread}条未读`),
  digestOf: (name: string, unit: string) => `${name}（${unit}）`,
  summary: (counts: readonly string[]) => counts.join(' · '),
  intro: '只在工作时间提醒。事情办完、期限改了，提醒自动撤回。',
  work: '导入、导出和批量办理的结果',
  workHint: '您离开页面以后办完的。保留一周。',
  workStates: { running: '正在进行', done: '已完成', refused: '没有登记', stopped: '已停下', interrupted: '中断了' },
  workInPart: '有没办的',
  workTitle: (kind: 'export' | 'import' | 'bulk', subject: string) =>
    ({
      export: '导出表格',
      import: `导入“${subject}”`,
      bulk: `批量${{ urgeCase: '催办', assignCase: '交办' }[subject] ?? '办理'}`,
    })[kind],
  workOutcome: ({ kind, state, done, refused }: { kind: string; state: string; done: number; refused: number }) => {
    if (kind === 'export') return state === 'done' ? `表格有 ${done} 行，已下载` : '没有下载，请重新导出';
    if (kind === 'bulk') return `已办 ${done} 件${refused > 0 ? `，${refused} 件没有办，保持原样` : ''}`;
    if (state === 'done') return `登记了 ${done} 件`;
    return state === 'refused' ? `有 ${refused} 处要改，一件也没有登记` : '一件也没有登记，请重新导入';
  },
  sessions: '接访前提醒',
  sessionsHint: '接访的前一个工作日提醒，补齐后自动撤回。依据《信访工作制度》第十三条。',
  heldOn: (day: string, at: string) => `${day} ${at} 接访`,
  violation: '不合规定',
  groups: {
    criticise: '建议通报',
    supervise: '建议督办',
    urge: '建议催办',
    overdue: '已超期',
    due: '到期应办',
    soon: '临近期限',
  },
  groupHints: {
    criticise: '督办期满没有反馈。由您确认后发出，依据《信访工作条例》第三十九条。',
    supervise: '催办后仍没有办。由您确认后发出，依据《信访工作条例》第四十条。',
    urge: '承办单位超期。由您确认后发出，依据《信访工作制度》第三条（六）。',
    overdue: '',
    due: '',
    soon: '',
  },
  count: (count: number) => `${count} 件`,
  /** The day by which it is aimed at, the last working day in the time limit: the limit itself may be some days later. */
  target: (day: string) => `目标日 ${day}`,
  until: (day: string) => `${day}到期`,
  unread: '未读',
  readAll: '全部标为已读',
  print: '打印',
  open: '打开',
  actions: { urge: '去催办', supervise: '去督办', criticise: '去通报' },
  empty: '没有要提醒的事项',
  emptyHint: '离期限三个工作日以内的事项会出现在这里。',
  failed: '没有连上服务器，提醒还没有标为已读。',
} as const;

/** Proposed words of a step of the ladder, to be changed by whoever confirms it. */
export const pressingWords = {
  urge: (clock: string, due: string) => `该件“${clock}”应于${due}完成，现已超期。请抓紧办理，并将进展报局办公室。`,
  supervise: (clock: string, due: string, urged: boolean) =>
    `该件“${clock}”应于${due}完成，${urged ? '经催办' : '至今'}仍未完成。请查明原因，限期办结，并书面反馈办理结果。`,
  criticise: (due: string) => `该件经督办，应于${due}前书面反馈，至今未反馈。请引以为戒，立即办理，并书面说明原因。`,
} as const;
