/** How the Chinese names of pages and actions sound; a test tells which character is missing. */

const READINGS = `an安案 bao報报 ben本 bian编編 biao标標表 cao操 chan产產 cheng程 chu出初 ci次 cong从從 da打 dan单單 dang檔
dao导導 deng登 dian電 ding定訂订 duan段短 dui队隊 duo多 fa发發 fan繁 ge个個 gen跟 geng更 guan管觀观 gui規规 hang航 he核合和 hu户戶 hui匯汇
ji记计計記稽机機紀 jia价價 jian件建简簡 jin金 jue角 kai开開 ke客 kou扣 kuan款 lan欄覽 li理 lian联聯 liang量 liao料 liu流 lu录錄
luo絡 lv率 mi密 mian免 mu目 pi批 piao票 pin品 qi起 qian浅淺签籤潛 quan全 rao扰擾 ren人 ri日 ru入 se色 shang上商 she设設
shen审深 shi时時始 shou收首售 sui随隨 suo索 ti体體 tong统統同 tuan团團 tui退 wai外 wei位 wen文 wu勿 xi系息 xia匣 xian线限 xiang箱
xiao消銷销 xin新信 xing性 xun訊 yan言 yao钥鑰 ye页頁業 yi义 you邮郵 yu语語与與 yuan员員 yue约約 zai在 ze则則 zeng增 zhan展 zhe折 zhi志織织置
zhong中 zi字自資资子 zu组組 zuo作`;

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
