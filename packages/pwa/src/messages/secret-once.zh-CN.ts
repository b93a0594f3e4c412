/** Words about a secret that is shown once (令牌、密钥、链接). */
export const secretMessages = {
  copy: '复制',
  copied: '已复制。',
  copyFailed: '浏览器不让复制，请选中后手工复制。',
  done: '已存好，收起',
} as const;
