package demo

import (
	"approvals/storage/account"
	"approvals/workflows/approval"
)

// reps are the sales representatives of the demo year.
var reps = []string{"rep", "rep2", "rep3", "rep4"}

// yearAccounts are the additional accounts of the demo year.
var yearAccounts = []account.UserInput{
	{Username: "rep3", Name: "韩梅梅", Roles: []string{approval.SalesRep}},
	{Username: "rep4", Name: "Daniel Novak", Locale: approval.English, Roles: []string{approval.SalesRep}},
}

// company is a customer of the demo year.
type company struct {
	name, industry, region, level, source, address string
	// project is the name of its project, secondProject of a further one or empty.
	project, secondProject string
	// people are the contacts with name, title and department, the most senior
	// first.
	people [][3]string
}

var companies = []company{
	{"上海申能热电有限公司", "power", "east_china", "a", "referral", "上海市闵行区剑川路 888 号", "燃机控制系统升级", "余热回收监测", [][3]string{{"顾志远", "总工程师", "生产部"}, {"陆晓芸", "采购经理", "物资部"}}},
	{"苏州精工机械股份有限公司", "manufacturing", "east_china", "b", "exhibition", "苏州工业园区星湖街 218 号", "装配线数据采集", "", [][3]string{{"沈卫东", "副总经理", "运营中心"}, {"朱琳", "项目主管", "信息部"}}},
	{"Baltic Port Logistics AS", "transport", "overseas", "a", "partner", "Sadama 21, Tallinn", "Crane monitoring for terminal 4", "Shore power for two berths", [][3]string{{"Kristjan Tamm", "Technical Director", "Terminals"}, {"Liis Kask", "Buyer", "Procurement"}}},
	{"南京宏图建设集团", "construction", "east_china", "b", "tender", "南京市建邺区江东中路 106 号", "江北隧道机电总包", "", [][3]string{{"宋建平", "项目总监", "工程部"}, {"唐婷", "合同经理", "法务部"}}},
	{"杭州云栖数据科技有限公司", "information_technology", "east_china", "b", "website", "杭州市西湖区云栖小镇 12 幢", "数据中心配电监控", "机房巡检机器人", [][3]string{{"方可", "运维总监", "基础设施部"}, {"蒋一鸣", "采购专员", "行政部"}}},
	{"Meridian Foods Ltd", "retail", "overseas", "c", "website", "14 Quay Street, Bristol", "Cold store telemetry", "", [][3]string{{"Hannah Price", "Operations Manager", "Supply chain"}}},
	{"北京首科医疗器械有限公司", "healthcare", "north_china", "a", "referral", "北京市海淀区上地信息路 9 号", "洁净车间环境监测", "", [][3]string{{"白雪松", "质量总监", "质量部"}, {"于洋", "设备经理", "工程部"}}},
	{"天津港通物流集团", "transport", "north_china", "a", "visit", "天津市滨海新区新港二号路 35 号", "堆场照明与能耗改造", "门机安全监测", [][3]string{{"郝国强", "设备部部长", "设备部"}, {"刘倩", "招标专员", "招标办"}}},
	{"Kowloon Harbour Engineering", "construction", "hong_kong_macao_taiwan", "b", "partner", "88 Container Port Road, Hong Kong", "Pump station controls", "", [][3]string{{"Raymond Cheung", "Project Manager", "Marine works"}, {"Winnie Lau", "Commercial Manager", "Contracts"}}},
	{"广州南粤轨道交通有限公司", "transport", "south_china", "a", "tender", "广州市天河区珠江东路 30 号", "十二号线电力监控", "车辆段能耗管理", [][3]string{{"梁志豪", "供电部经理", "供电部"}, {"冯嘉欣", "采购主管", "物资部"}}},
	{"深圳智联电子有限公司", "manufacturing", "south_china", "b", "exhibition", "深圳市南山区科苑路 15 号", "SMT 车间能源管理", "", [][3]string{{"邓凯", "厂务经理", "厂务部"}}},
	{"Ostsee Windpark GmbH", "power", "overseas", "a", "exhibition", "Hafenstraße 9, Rostock", "Substation automation", "Turbine condition monitoring", [][3]string{{"Anke Brandt", "Head of Grid", "Engineering"}, {"Jonas Keller", "Einkauf", "Procurement"}}},
	{"武汉长江工业设计院", "construction", "central_china", "b", "referral", "武汉市武昌区中南路 77 号", "泵站自动化设计配套", "", [][3]string{{"余汉生", "所长", "电气所"}, {"秦岚", "主任设计师", "电气所"}}},
	{"长沙湘江水务有限公司", "government", "central_china", "b", "tender", "长沙市岳麓区潇湘中路 328 号", "第三水厂自控改造", "管网压力监测", [][3]string{{"彭德明", "副总经理", "生产技术部"}, {"谭丽", "计划经理", "计划部"}}},
	{"Harrow & Finch Property", "construction", "overseas", "d", "advertising", "3 Lime Court, London", "Building management retrofit", "", [][3]string{{"Oliver Finch", "Director", "Estates"}}},
	{"郑州中原银行科技中心", "finance", "central_china", "b", "partner", "郑州市郑东新区商务外环 23 号", "灾备机房动力监控", "", [][3]string{{"牛志刚", "总经理助理", "科技部"}, {"翟敏", "采购经理", "集采中心"}}},
	{"成都天府航空设备有限公司", "manufacturing", "southwest_china", "a", "referral", "成都市双流区西航港大道 66 号", "试车台测控系统", "压缩空气站改造", [][3]string{{"罗远航", "总师", "试验中心"}, {"曾静", "采购部长", "供应链部"}}},
	{"重庆山城热力有限公司", "power", "southwest_china", "c", "visit", "重庆市渝北区金开大道 106 号", "换热站无人值守", "", [][3]string{{"冉波", "技术部长", "技术部"}}},
	{"Lakeside University Hospital", "healthcare", "overseas", "b", "tender", "200 Lakeshore Drive, Toronto", "Operating theatre power backup", "", [][3]string{{"Dr. Amelia Grant", "Facilities Director", "Facilities"}, {"Peter Osei", "Purchasing", "Supply"}}},
	{"昆明滇池环境治理有限公司", "government", "southwest_china", "c", "tender", "昆明市西山区环湖东路 8 号", "水质在线监测站", "", [][3]string{{"普建华", "项目负责人", "工程部"}}},
	{"西安航电研究所", "education", "northwest_china", "b", "referral", "西安市雁塔区电子二路 58 号", "实验室供电改造", "电磁屏蔽室监测", [][3]string{{"雷鸣", "副所长", "科研处"}, {"党小红", "资产主管", "资产处"}}},
	{"兰州石化装备有限公司", "manufacturing", "northwest_china", "c", "exhibition", "兰州市西固区玉门街 10 号", "压缩机振动监测", "", [][3]string{{"马俊", "设备副总", "机动处"}}},
	{"Tauranga Dairy Co-operative", "retail", "overseas", "b", "website", "41 Cameron Road, Tauranga", "Milk powder line controls", "", [][3]string{{"Sophie Walker", "Engineering Manager", "Plant 2"}, {"Tama Rangi", "Buyer", "Procurement"}}},
	{"沈阳北方重工集团", "manufacturing", "northeast_china", "a", "referral", "沈阳市铁西区开发大路 16 号", "轧机传动系统改造", "", [][3]string{{"关振东", "总工程师", "技术中心"}, {"佟丽", "招标经理", "采购中心"}}},
	{"大连海事装备有限公司", "transport", "northeast_china", "b", "exhibition", "大连市甘井子区振兴路 99 号", "船用配电柜批量供货", "", [][3]string{{"曲海峰", "生产总监", "生产部"}}},
	{"Formosa Precision Optics", "manufacturing", "hong_kong_macao_taiwan", "b", "exhibition", "12 Keyuan 3rd Road, Taichung", "Clean room energy audit", "", [][3]string{{"Irene Wu", "Plant Manager", "Plant 1"}}},
	{"石家庄冀中药业有限公司", "healthcare", "north_china", "b", "visit", "石家庄市高新区长江大道 168 号", "冷链仓库温控", "", [][3]string{{"贾宏伟", "仓储总监", "物流部"}, {"檀静", "采购经理", "采购部"}}},
	{"太原晋能控股电力公司", "power", "north_china", "a", "tender", "太原市小店区平阳路 101 号", "升压站综合自动化", "集控中心大屏", [][3]string{{"郭继业", "生技部主任", "生技部"}, {"任晓东", "物资主管", "物资部"}}},
	{"Nordic Timber Oy", "manufacturing", "overseas", "c", "partner", "Satamakatu 5, Kotka", "Sawmill drive upgrade", "", [][3]string{{"Mikko Laine", "Mill Manager", "Kotka mill"}}},
	{"青岛蓝海水产冷链有限公司", "retail", "east_china", "c", "advertising", "青岛市黄岛区前湾港路 219 号", "冷库节能改造", "", [][3]string{{"姜涛", "总经理", "总经办"}}},
	{"合肥创新大学", "education", "east_china", "b", "tender", "合肥市蜀山区金寨路 96 号", "校园智慧能源平台", "", [][3]string{{"程立新", "后勤处长", "后勤处"}, {"汪洁", "招标科长", "招标中心"}}},
	{"福州海峡钢铁有限公司", "manufacturing", "south_china", "b", "referral", "福州市长乐区港区大道 1 号", "除尘系统变频改造", "", [][3]string{{"林国栋", "能源部长", "能源部"}}},
	{"Peninsula Metro Rail", "transport", "overseas", "a", "tender", "77 Railway Avenue, Kuala Lumpur", "Tunnel ventilation control", "Depot SCADA", [][3]string{{"Farid Hassan", "Chief Engineer", "Systems"}, {"Mei Ling Tan", "Contracts Lead", "Procurement"}}},
	{"南昌赣江大桥管理处", "government", "central_china", "d", "visit", "南昌市红谷滩区丰和大道 20 号", "桥梁健康监测", "", [][3]string{{"熊伟", "处长", "养护科"}}},
	{"海口椰风度假酒店集团", "retail", "south_china", "c", "website", "海口市秀英区滨海大道 277 号", "客房能耗管理", "", [][3]string{{"符海燕", "工程总监", "工程部"}}},
	{"乌鲁木齐天山新能源有限公司", "power", "northwest_china", "a", "partner", "乌鲁木齐市高新区北京南路 416 号", "光伏电站集控", "储能电站消防监测", [][3]string{{"阿力木", "电站经理", "运维部"}, {"康建国", "商务经理", "商务部"}}},
	{"Cascadia Data Centers Inc", "information_technology", "overseas", "b", "website", "900 Cascade Way, Portland", "Power quality monitoring", "", [][3]string{{"Rachel Nguyen", "VP Infrastructure", "Infrastructure"}}},
	{"宁波甬江汽车部件有限公司", "manufacturing", "east_china", "b", "exhibition", "宁波市鄞州区启明路 818 号", "压铸车间余热利用", "", [][3]string{{"应杰", "设备经理", "设备部"}, {"励丹", "采购员", "采购部"}}},
	{"贵阳云上大数据产业园", "information_technology", "southwest_china", "c", "partner", "贵阳市观山湖区长岭南路 31 号", "园区微电网", "", [][3]string{{"田野", "运营总监", "运营部"}}},
	{"Sunrise Textile Mills", "manufacturing", "overseas", "d", "advertising", "Plot 12, Industrial Area, Dhaka", "Compressor room retrofit", "", [][3]string{{"Nusrat Jahan", "General Manager", "Mill 1"}}},
}

// rivals are who else chases the projects: company, offer, strengths,
// weaknesses.
var rivals = [][4]string{
	{"西门子", "原厂整体方案", "品牌与业绩", "价格高，交期长"},
	{"Schneider Electric", "Complete package", "Local service", "Long delivery"},
	{"南瑞继保", "国产化方案", "电网业绩多", "工业现场经验少"},
	{"ABB", "Drives with service contract", "Installed base", "Higher price"},
	{"汇川技术", "低价替代", "价格低", "高端业绩不足"},
	{"Honeywell", "Building platform", "Software", "Few local engineers"},
	{"和利时", "DCS 成套", "本地服务", "接口开放性差"},
}

var notes = []string{
	"客户确认下月上会，预算已列入明年计划。",
	"现场勘察完成，电缆沟需要客户先行清理。",
	"Technical clarification done; they want the delivery two weeks earlier.",
	"客户对付款方式有异议，希望 3-3-3-1。",
	"拜访总工，介绍了同类业绩，反馈积极。",
	"Their budget owner changes next quarter; we met the successor.",
	"竞争对手上周做过交流，客户更看重售后响应。",
	"Sent the revised offer; decision expected after the board meeting.",
	"样机测试通过，出具了测试报告。",
	"招标文件预计月底发布，需提前准备资质。",
}

// purposes are the kinds of expenses.
var purposes = []struct {
	category, purpose string
	// minYuan and maxYuan bound the amount, in yuan.
	minYuan, maxYuan int
}{
	{"travel", "现场勘察差旅", 600, 3200},
	{"travel", "技术交流往返机票", 1200, 4800},
	{"travel", "Site visit, train and hotel", 500, 2600},
	{"reception", "客户来厂考察接待", 800, 5200},
	{"reception", "Dinner with the project team", 400, 1800},
	{"bidding", "购买招标文件", 300, 2000},
	{"bidding", "标书制作与公证", 900, 3600},
	{"communication", "项目期间通信补贴", 100, 600},
	{"other", "样机运输", 500, 4200},
	{"other", "Printing and samples", 200, 1500},
}
