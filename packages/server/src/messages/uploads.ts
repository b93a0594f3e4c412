/** Every way an upload can be refused: HTTP status and the Chinese sentence, what is wrong and how to mend it. */
export const uploadRefusals = {
  unauthenticated: { status: 401, message: '登录已过期，请重新登录后再上传；文件仍保存在手机上。' },
  forbidden: { status: 403, message: '只有拍摄人本人可以继续上传或查看这个文件。' },
  'attachment-not-found': { status: 404, message: '没有找到这个文件，它可能尚未上传完成。' },
  'attachment-id-invalid': { status: 400, message: '文件编号不正确，应为 UUIDv7。' },
  'attachment-metadata-invalid': {
    status: 400,
    message:
      '上传信息不完整：需要 sha256（64 位十六进制）、filetype、kind（photo、signature、voice 或 scan）和文件大小。',
  },
  'attachment-id-reused': { status: 409, message: '这个文件编号已用于另一个文件，请重新添加该文件。' },
  'too-many-unfinished-uploads': {
    status: 429,
    message: '尚未传完的文件太多，请等已开始的文件传完后再添加；文件仍保存在手机上。',
  },
  'attachment-quota-full': {
    status: 403,
    message:
      '您上传的文件已达 5 GB 上限，这个文件没有上传，仍保存在手机上。请联系管理员增加空间，之后在“待发”里原样重报。',
  },
  'attachment-too-large': { status: 413, message: '文件超过 20 MB，请压缩后再上传。' },
  'attachment-type-unsupported': {
    status: 415,
    message: '只能上传 JPEG、PNG、WebP 图片、PDF 扫描件，或 WebM、MP4、Ogg 录音；文件内容与类型不符也会被拒绝。',
  },
  'attachment-corrupted': { status: 460, message: '文件在传输中损坏，已丢弃，请重新上传。' },
  'upload-out-of-step': {
    status: 409,
    message: '已收到的部分与续传的起点不一致，请先查询 Upload-Offset，再从那里接着传。',
  },
  'upload-protocol': {
    status: 400,
    message:
      '上传请求不符合 tus 1.0 协议，请检查 Tus-Resumable、Upload-Offset 和 Content-Type；已传完的文件不能删除，也不能续传。',
  },
  'attachment-part-outside': { status: 416, message: '要取的部分（Range）超出了文件的大小，请改小后重试。' },
  'storage-unavailable': { status: 507, message: '服务器暂时无法保存文件，请稍后重试；文件仍保存在手机上。' },
  'cross-site': { status: 403, message: '请求来自其他网站，已拒绝。' },
} as const;

export type UploadRefusalCode = keyof typeof uploadRefusals;

/** Every code of {@link uploadRefusals}. */
export const uploadRefusalCodes = Object.keys(uploadRefusals) as readonly UploadRefusalCode[]; // the keys written above

/** The body of a refusal: a stable code for programs, a sentence for people. */
export function uploadRefusalBody(code: UploadRefusalCode): string {
  return `${JSON.stringify({ code, message: uploadRefusals[code].message })}\n`;
}
