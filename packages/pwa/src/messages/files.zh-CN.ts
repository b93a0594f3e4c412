/** The words of choosing files, in Simplified Chinese. */
export const fileMessages = {
  hint: (kinds: string, most: string) => `${kinds}，每个不超过 ${most}。`,
  otherWays: '可以拖到这里，也可以复制后在本页粘贴（Ctrl+V）。',
  wrongKind: (name: string, kinds: string) => `“${name}”没有加上：这里只收${kinds}。`,
  tooLarge: (name: string, size: string, most: string) =>
    `“${name}”没有加上：有 ${size}，超过了 ${most}。请压缩，或者分成几个文件。`,
  nothingIn: (name: string) => `“${name}”没有加上：文件是空的。请打开看看，另存一份再选。`,
  busy: (name: string) => `“${name}”没有加上：前一个还没有做完。请等一会儿再选。`,
  remove: (name: string) => `去掉“${name}”`,
} as const;
