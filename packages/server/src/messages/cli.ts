const rowNames = { petitionCase: '事项', outreachVisit: '下访', receptionSession: '接访' } as const;

/** What the command line says. */
export const cliLines = {
  usage: `用法：
  huiyin due --clock <期限> --from <YYYY-MM-DD> [--province zhejiang] [--steps]
                  计算期限，说明理由；--province 一并计入该省的规定，--steps 逐日列出
  huiyin verify   核验全部记录的哈希链、状态、各列、计数和统计
  huiyin verify cases [--rebuild]
                  逐件核对事项、下访和接访与其事件；--rebuild 不停机按事件重算状态、各列和后续
  huiyin verify counts [--rebuild]
                  从事件重新计数并比较；--rebuild 不停机改正
  huiyin verify figures [--rebuild]
                  逐件核对统计；--rebuild 按全部事项重新汇总`,
  missingOption: (name: string) => `缺少 --${name}。`,
  unknownArgument: (given: string) => `无法理解的参数：${given}`,
  clocks: (ids: string) => `可用的期限：${ids}`,
  provinces: (ids: string) => `可以计入规定的省份：${ids}`,
  due: {
    title: (name: string, id: string, from: string) => `${name}（${id}），自 ${from} 起`,
    legal: (date: string) => `法定期限：${date}`,
    target: (date: string) => `办理目标：${date}（期限当日或之前的最后一个工作日）`,
    reason: (text: string) => `理由：${text}`,
    binding: (text: string) => `比较：${text}`,
    provisional: '注意：所涉年份的放假安排尚未公布，以上为暂定日期，正式公布后会调整。',
    skipped: '不计的和调休上班的日子：',
    all: '逐日：',
    day: (date: string, label: string) => `  ${date}  ${label}`,
  },
  verify: {
    chain: (kind: string, id: string, seq: number) => `哈希链断裂：${kind} ${id} 第 ${seq} 条记录与其哈希不符。`,
    gone: (kind: string, id: string) => `缺少记录：${kind} ${id} 有当前状态，却没有事件。`,
    state: (kind: string, id: string) => `状态不符：${kind} ${id} 的当前状态与事件推算的不同。`,
    columns: (kind: keyof typeof rowNames, id: string, names: string) =>
      `列不符：${rowNames[kind]} ${id} 的 ${names} 与事件推算的不同。`,
    count: (key: string, kept: number, actual: number) => `计数不符：${key}，保存为 ${kept}，实际为 ${actual}。`,
    figure: (kind: 'case' | 'sum', key: string) =>
      kind === 'case' ? `统计不符：事项 ${key} 计入的数与其状态不同。` : `统计不符：${key} 的合计与各事项之和不同。`,
    progress: (at: { part: 'streams'; done: number; total: number } | { part: 'counts' | 'figures' }) =>
      at.part === 'streams'
        ? `正在核验哈希链和状态：${at.done} / ${Math.max(at.done, at.total)}`
        : { counts: '正在从事件重新计数…', figures: '正在逐件核对统计…' }[at.part],
    whole: (streams: number, events: number) =>
      `核验通过：${streams} 条哈希链、${events} 条记录完好，状态、计数与统计一致。`,
    rows: (rows: number) => `核验通过：${rows} 件事项、下访和接访的状态和各列都与事件推算的一致。`,
    rowsRebuilt: (count: number, rows: number) =>
      `已按事件重算 ${rows} 件事项、下访和接访中的 ${count} 件，重算期间业务照常。`,
    counts: (cases: number) => `计数核验通过：${cases} 件事项，保存的计数与事件推算的完全一致。`,
    rebuilt: (count: number, cases: number) => `已按 ${cases} 件事项的事件改正 ${count} 处计数，改正期间业务照常。`,
    figures: '统计核验通过：每件事项计入的数和各项合计都一致。',
    figuresRebuilt: '已按全部事项重新汇总统计，汇总期间业务照常。',
    broken: (count: number) => `核验未通过：发现 ${count} 处不符。`,
  },
} as const;
