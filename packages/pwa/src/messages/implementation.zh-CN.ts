/** The words of what was carried out (落实情况), in Simplified Chinese. */
export const implementationMessages = {
  state: '落实情况',
  title: '落实情况',
  owed: '答复已作出，落实情况还没有登记。',
  owedCount: (count: string) => `答复已出、落实未报 ${count} 件`,
  refutedCount: (count: string) => `核实未落实 ${count} 件`,
  report: '落实',
  check: '核实',
  recorded: (who: string, on: string) => `${who}，${on}登记`,
  checked: (who: string, on: string) => `${who}，${on}`,
} as const;
