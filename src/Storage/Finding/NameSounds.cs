namespace Petitions.Storage;

/// <summary>
/// Names that sound alike: a name heard on the telephone is written down as it sounds. The table holds the characters that are usual in names,
/// each line one syllable without its tone; a character that is not in it sounds only like itself. It knows one reading of each character (that
/// of names) and Standard Chinese only: dialects that mix n and l, or -n and -ng, are not followed.
/// </summary>
internal static class NameSounds
{
    private const string Syllables =
        """
        安桉 爱艾 敖奥 白柏 班般 包鲍保宝 贝北蓓 毕碧必壁 卞边汴 宾彬斌滨 冰兵炳秉 波博伯勃渤柏 步卜布 蔡才财采彩 曹草 岑涔 曾增 柴 昌常长畅昶
        陈晨辰臣尘 程成城诚承丞呈澄 池迟驰 楚褚初储 春椿淳纯 崔翠 达大 戴代岱 丹 邓登 狄迪笛 丁定鼎 董东冬栋 窦豆 杜度 段端 恩 范凡帆繁樊
        方芳坊舫 费飞菲妃斐 芬汾 冯风丰峰锋凤枫 伏付傅福富芙甫扶符辅 甘干 高皋 葛戈格歌 耿庚 龚宫公弓功 古谷顾固故 关官冠 光广 桂贵 郭国果
        海 韩寒涵晗翰汉含函 杭航 郝浩昊皓好豪 何和河荷贺禾赫 洪红宏鸿虹弘泓 侯后厚 胡虎湖户护 华花化桦骅 黄皇煌 惠慧辉晖徽卉会 霍火
        姬季纪吉继冀积基及记济 贾佳家嘉加甲 简建健剑坚间见 江姜蒋疆 焦娇姣 杰洁捷结 金进晋锦今靳瑾谨津 景静京晶敬靖婧菁荆经 居菊巨 娟涓隽
        君军均俊峻骏钧筠 凯开 康 柯克可科 孔 寇 蒯 匡 坤昆 兰蓝岚澜 乐勒 雷蕾磊垒 李黎丽莉力立利理礼历郦厉栗里 连莲廉 梁亮良 廖辽 林琳霖临麟
        凌玲灵铃岭零令 刘柳流留 龙隆 楼娄 卢陆路鲁芦露 吕律 栾峦 罗洛骆 麻马玛 满曼 毛茂 梅美眉 孟梦 米觅 苗妙 闵敏民 明鸣铭茗名 莫墨默
        穆木牧慕 倪妮尼 聂 宁凝 牛妞 欧 潘盼磐 庞 裴培佩沛 彭鹏朋 皮 平萍 蒲浦 齐祁琪奇琦启岐其淇旗祺戚 钱倩前乾潜 乔桥 秦琴勤钦芹覃 清青庆晴卿
        邱秋丘裘 曲屈 全泉权荃 冉然 任仁人 荣容蓉融戎 茹如汝 阮 芮瑞睿锐 沙莎 山珊杉姗单善 尚商上 邵绍韶少 申沈深慎 盛升生胜声圣 石施时实世士史仕
        舒书淑树叔殊 帅 双爽 司思斯丝 松宋嵩 苏素 孙荪 谭谈潭 汤唐堂棠 陶涛桃 滕腾 田甜天添 铁 童佟彤桐同 涂屠图 万宛婉 王汪旺望 韦卫魏薇维巍伟玮炜威微蔚
        温文雯闻 翁 吴武伍邬午舞吾悟 席习喜熙溪曦希西锡玺 夏霞 贤显娴先仙 项向香祥翔湘 萧肖晓小筱笑孝霄 谢解 辛欣新鑫馨心忻昕信 邢兴星行幸杏 熊雄
        徐许旭绪叙 薛雪学 荀勋寻 严闫颜燕言岩艳彦妍炎延晏雁焱 杨羊阳洋扬 姚瑶耀遥尧 叶业烨晔 易怡毅义艺益宜仪逸奕亦意伊依 尹银殷音寅印 应英莹营颖瑛影
        雍勇永咏泳 游尤友有幼 于余俞郁玉宇雨羽煜钰瑜育誉 袁元媛苑园远圆原 岳月越悦跃 云芸运韵 臧 翟 占詹展 张章彰璋漳樟 赵昭钊照兆 甄真珍振震贞臻
        郑正政征铮争 支志智之芝治直 钟忠中仲 周洲舟 朱祝竹珠柱铸 庄壮 卓 子紫梓 宗 邹 祖 左佐
        """;

    private static readonly Dictionary<char, char> _sounds = Syllables.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(line => line.Select(c => (Character: c, Sound: line[0]))).DistinctBy(p => p.Character).ToDictionary(p => p.Character, p => p.Sound);

    /// <summary>Equal for two folded names that sound alike.</summary>
    public static string Of(string foldedName) => string.Concat(foldedName.Select(c => _sounds.GetValueOrDefault(c, c)));
}
