/** The words of the import of many matters, in Simplified Chinese. */
export const importMessages = {
  title: '批量导入',
  hint: '一张表一次登记完，有一行不对就一行也不登记。一次最多 5,000 行。',
  template: '下载模板（.xlsx）',
  templateHint: '带下拉列表和填写说明，用 WPS、Excel 打开填写。',
  choose: '选择表格',
  chooseTitle: '选择填好的表格',
  kinds: '.xlsx、.csv 表格',
  paste: '或者把表格连同列名一起复制，粘贴在这里',
  pasted: '粘贴的表格',
  look: '检查',
  reading: '正在读取表格…',
  checking: (rows: number) => `正在检查 ${rows.toLocaleString()} 行…`,
  comparing: (done: number, rows: number) => `正在找疑似重复：${done.toLocaleString()} / ${rows.toLocaleString()} 行`,
  judging: (rows: number, seconds: number) =>
    `正在逐行核对 ${rows.toLocaleString()} 行，已用 ${seconds} 秒。请不要关闭；关了也不会只登记一半。`,
  importing: (written: number, rows: number, seconds: number) =>
    `正在登记：${written.toLocaleString()} / ${rows.toLocaleString()} 行，已用 ${seconds} 秒。请不要关闭；关了也不会只登记一半。`,
  settling: '没有收到回音，正在核对登记了没有…',
  headerWrong: '列名不对，先改好再检查',
  summary: (good: number, bad: number) =>
    bad === 0
      ? `${good.toLocaleString()} 行都可以登记`
      : `${good.toLocaleString()} 行可以登记，${bad.toLocaleString()} 行要改`,
  fixFirst: '一行也没有登记。改好表格后重新选择，再检查一遍。',
  takeBack: '下载标好问题的表格（.xlsx）',
  takeBackHint: '不对的格子已标红，第一列写着问题和改法；改好后可以直接用这张表导入。',
  more: (count: number) => `还有 ${count.toLocaleString()} 处，在下载的表格里看。`,
  line: '行',
  column: '列',
  problem: '问题和改法',
  repeats: (rows: number) => `疑似重复 ${rows.toLocaleString()} 行`,
  repeatsHint: '不妨碍导入；导入后可在事项页关联、并案。',
  atLine: (line: number, title: string) => `第 ${line} 行 ${title}`,
  sameAs: (line: number) => `与本表第 ${line} 行的姓名、事由、诉求完全相同，可能是粘贴了两遍。`,
  earlier: (who: string, when: string, registered: string) => `${who} ${when} 已经导入过同一张表，${registered}。`,
  registered: (cases: number, voided: number) =>
    voided === 0
      ? `登记了 ${cases.toLocaleString()} 件`
      : `登记了 ${cases.toLocaleString()} 件，${voided === cases ? '已全部作废' : `已作废 ${voided.toLocaleString()} 件`}`,
  records: '导入记录',
  withdraw: '撤回本次导入',
  withdrawing: (cases: number) => `撤回本次导入 · 作废登记 ${cases.toLocaleString()} 件`,
  again: '仍然导入',
  run: (rows: number) => `登记这 ${rows.toLocaleString()} 行`,
  done: (count: number) => `已登记 ${count.toLocaleString()} 件`,
  numbers: (ranges: string) => `编号 ${ranges}`,
  none: (fileName: string) => `“${fileName}”一行也没有登记，可以重新选择表格再登记。`,
  another: '再导入一张',
  open: '看这些事项',
  notSheet: '这不是表格文件。请用 WPS、Excel 另存为 .xlsx 或 .csv 再选。',
  tooLarge: '文件太大。请删去图片和多余的工作表，或者拆成几张表。',
  unreadable: '表格没有读出来，可能已损坏。请在 WPS、Excel 里打开，另存一份再选。',
  tooMany: (rows: number) => `这张表有 ${rows} 行，一次最多 5,000 行。请拆成几张表分别导入。`,
  empty: '第一张工作表里没有内容（只读第一张）。第一行是列名，从第二行起一行一件。',
  merged: (ranges: string) => `有合并的单元格（${ranges}），合并后只有左上一格有内容。请取消合并、逐格填好后再选。`,
} as const;
