/** How the Chinese names of pages and actions sound; a test tells which character is missing. */

const READINGS = `an安案 bian编編 biao标標表 cao操 chan产產 chu出初 ci次 cong从從 da打 dang檔 dao导導 deng登 ding定訂 duan段 dui队隊
fan繁 ge个個 gen跟 guan管觀观 hang航 he核合 hu户戶 hui匯 ji记计計記稽 jia价價 jian件建简 jue角 jin金 kai开開 ke客 lan欄覽 li理
lian联聯 liang量 liao料 lu录錄 luo絡 mi密 mian免 mu目 pi批 pin品 qi起 qian浅淺签籤 quan全 rao扰擾 ren人 ri日 ru入 se色 she设設
shen审深 shi时時始 shou收首 sui随隨 ti体體 tong统統 tuan团團 tui退 wai外 wei位 wen文 wu勿 xi系 xia匣 xiang箱 xin新
xing性 yan言 yao钥鑰 ye页頁業 yi义 yu语語 yuan员員 zeng增 zhan展 zhi志織织置 zhong中 zi字自資资 zu组組 zuo作`;

const SOUNDS = new Map(
  READINGS.split(/\s+/).flatMap((line) => {
    const sound = line.replace(/\P{ASCII}/gu, '');
    return Array.from(line.slice(sound.length), (character) => [character, sound] as const);
  }),
);

/** A name with a syllable for each character, so that `kehu` and `kh` find 客户; what has none stays. */
export function spoken(name: string): string {
  return Array.from(name, (one) => (SOUNDS.has(one) ? ` ${SOUNDS.get(one) ?? ''} ` : one)).join('');
}

/** Characters of a name that nobody could type by their sound. */
export const unspoken = (name: string) =>
  name.match(/\p{Script=Han}/gu)?.filter((one) => !SOUNDS.has(one)) ?? [];
