package variable

import "approvals/workflows/approval"

// optionLists are the built-in option lists with their defaults.
var optionLists = []variableOf[[]Option]{
	industries, regions, customerLevels, customerSources, expenseCategories, paymentMethods,
}

func option(key, zh, en string) Option {
	return Option{Key: key, Label: approval.Text{ZH: zh, EN: en}}
}

var industries = optionList(Industries, approval.Text{ZH: "客户行业", EN: "Industries of customers"}, []Option{
	option("power", "电力与能源", "Power and energy"),
	option("manufacturing", "制造业", "Manufacturing"),
	option("construction", "建筑与工程", "Construction and engineering"),
	option("transport", "交通与物流", "Transport and logistics"),
	option("information_technology", "信息技术", "Information technology"),
	option("finance", "金融", "Finance"),
	option("healthcare", "医疗卫生", "Healthcare"),
	option("education", "教育与科研", "Education and research"),
	option("government", "政府与公共事业", "Government and public services"),
	option("retail", "零售与消费", "Retail and consumer goods"),
	option("other", "其他", "Other"),
}, column("customers", "industry"))

var regions = optionList(Regions, approval.Text{ZH: "客户所在区域", EN: "Regions of customers"}, []Option{
	option("north_china", "华北", "North China"),
	option("northeast_china", "东北", "Northeast China"),
	option("east_china", "华东", "East China"),
	option("central_china", "华中", "Central China"),
	option("south_china", "华南", "South China"),
	option("southwest_china", "西南", "Southwest China"),
	option("northwest_china", "西北", "Northwest China"),
	option("hong_kong_macao_taiwan", "港澳台", "Hong Kong, Macao and Taiwan"),
	option("overseas", "海外", "Overseas"),
}, column("customers", "region"))

var customerLevels = optionList(CustomerLevels, approval.Text{ZH: "客户级别", EN: "Levels of customers"}, []Option{
	option("a", "A 级（重点）", "A (key account)"),
	option("b", "B 级（重要）", "B (important)"),
	option("c", "C 级（一般）", "C (ordinary)"),
	option("d", "D 级（潜在）", "D (prospect)"),
}, column("customers", "level"))

var customerSources = optionList(CustomerSources, approval.Text{ZH: "客户来源", EN: "Where customers come from"}, []Option{
	option("referral", "老客户介绍", "Referral by a customer"),
	option("partner", "合作伙伴", "Partner"),
	option("visit", "陌生拜访", "Cold visit"),
	option("exhibition", "展会", "Exhibition"),
	option("tender", "招标信息", "Public tender"),
	option("website", "网站咨询", "Website"),
	option("advertising", "广告", "Advertising"),
	option("other", "其他", "Other"),
}, column("customers", "source"))

var expenseCategories = optionList(ExpenseCategories, approval.Text{ZH: "业务费用类别", EN: "Categories of expenses"}, []Option{
	option("reception", "接待", "Reception"),
	option("travel", "差旅", "Travel"),
	option("bidding", "招投标", "Bidding"),
	option("communication", "通信", "Communication"),
	option("other", "其他", "Other"),
}, column("expense_requests", "category"), `SELECT EXISTS (SELECT FROM reports WHERE budget ? $1)`)

var paymentMethods = optionList(PaymentMethods, approval.Text{ZH: "付款方式", EN: "Ways of paying"}, []Option{
	option("bank_transfer", "银行转账", "Bank transfer"),
	option("cash", "现金", "Cash"),
	option("corporate_card", "公司卡", "Corporate card"),
	option("other", "其他", "Other"),
}, column("expense_requests", "method"))
