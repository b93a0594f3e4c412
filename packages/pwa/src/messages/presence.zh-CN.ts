/** The words of colleagues at work on the same case. */
export const presenceMessages = {
  editing: (names: readonly string[]) => `${names.join('、')}正在办理这件事项。`,
  row: (names: readonly string[]) => `${names.join('、')}正在办理`,
  hint: '两人同时办理时，先提交的生效，后提交的会看到对方改了什么，再决定怎么办。',
} as const;
