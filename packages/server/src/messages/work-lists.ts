/** Who has the turn (轮到谁), where no name says it. */
export const turnWords = {
  office: '局办公室',
  leader: '局领导',
  unknown: '待定',
  head: (unit: string) => `${unit}负责人`,
};
