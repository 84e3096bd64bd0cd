package demo

import (
	"bytes"
	"context"
	"fmt"
	"hash/fnv"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"time"
)

// workEntries are the contents of the work logs of the demo year.
var workEntries = []struct {
	kind, content, result, next, place string
	// quarters is the duration in quarters of an hour.
	quarters int
}{
	{"visit", "拜访技术负责人，核对现场条件与接口清单", "接口清单已确认", "下周提交技术方案", "客户现场", 14},
	{"call", "电话沟通招标进度", "预计下月发标", "准备资质文件", "", 2},
	{"meeting", "与客户项目组开技术澄清会", "遗留两项问题", "书面答复澄清问题", "客户会议室", 10},
	{"visit", "Walked the site with the plant engineer and took photos of the panels", "Space is enough for the new cabinets", "Send the layout", "Customer's site", 18},
	{"call", "Called the buyer about payment terms", "30 % in advance is possible", "Ask finance", "", 2},
	{"meeting", "Presented the reference projects to the management", "Well received", "Arrange a visit to a reference site", "Customer's head office", 12},
	{"bid", "编制投标文件商务部分", "完成初稿", "交商务复核", "", 24},
	{"visit", "拜访采购部，了解竞争对手报价情况", "对手价格略低", "与商务讨论报价策略", "客户采购部", 8},
	{"office", "整理项目资料，更新报价单", "报价单第二版完成", "发给客户", "", 12},
	{"bid", "Prepared the technical part of the tender", "Two chapters left", "Finish by Thursday", "", 20},
	{"call", "回访样机使用情况", "运行稳定", "请客户出具试用报告", "", 3},
	{"other", "参加行业展会，接待客户来访", "交换资料，约定回访", "两周内回访", "展馆", 28},
}

// comments are the manager's comments on work logs.
var comments = []string{
	"报价策略先和商务对一下，再发客户。", "Good visit. Please bring their budget owner to the next one.", "对手的交期要再核实。", "辛苦了，投标文件周四前给我看一遍。",
}

// logWork creates the rep's work log for the customer in a period. Until it is backdated
// its day is any in the past, because one day cannot take the hours of a year.
func (y *Year) logWork(ctx context.Context, c *plannedCustomer, period int) error {
	hash := fnv.New64a()
	fmt.Fprint(hash, c.name, period)
	chance := rand.New(rand.NewPCG(hash.Sum64(), 2))
	if chance.IntN(7) == 0 {
		return nil
	}
	work := workEntries[chance.IntN(len(workEntries))]
	label := fmt.Sprintf("%s/work/%d", c.name, period)
	entry := Answer{
		"work_date": time.Now().In(shanghai).AddDate(0, 0, -int(hash.Sum64()%5000)).Format(time.DateOnly), "kind": work.kind, "content": work.content, "result": work.result,
		"next_step": work.next, "place": work.place, "hours": fmt.Sprintf("%.2f", float64(work.quarters)/4), "customer_id": c.id,
	}
	if len(c.projects) > 0 && c.projects[0].id != "" {
		entry["project_id"] = c.projects[0].id
	}
	made, err := y.people[c.rep].Post(withKey(ctx, label), "/work-logs", entry)
	if err != nil {
		return err
	}
	if work.kind == "visit" && chance.IntN(4) == 0 {
		photo, err := photoFile(fmt.Sprintf("现场 %d.jpg", 1+chance.IntN(9)), chance)
		if err != nil {
			return err
		}
		if _, err := y.people[c.rep].upload(withKey(ctx, label+"/photo"), "/work-logs/"+made.At("id")+"/photos", "", photo); err != nil {
			return err
		}
	}
	if period == periods-1 && chance.IntN(3) == 0 {
		_, err = y.people["manager"].Post(withKey(ctx, label+"/remark"), "/work-logs/"+made.At("id")+"/comments",
			Answer{"text": comments[chance.IntN(len(comments))]})
	}
	return err
}

// photoFile creates a JPEG of hills under an evening sky.
func photoFile(name string, chance *rand.Rand) (File, error) {
	const width, height = 640, 480
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	shift, hue := chance.Float64()*10, uint8(chance.IntN(90))
	for x := range width {
		far := 260 + 40*math.Sin(float64(x)/90+shift) + 15*math.Sin(float64(x)/31)
		near := 350 + 50*math.Sin(float64(x)/140+2*shift)
		for y := range height {
			shade := color.RGBA{220 - uint8(y/4), 190 - hue/2, 140 + hue, 255}
			switch {
			case float64(y) > near:
				shade = color.RGBA{40, 60 + hue/3, 50, 255}
			case float64(y) > far:
				shade = color.RGBA{90, 110 + hue/3, 120, 255}
			}
			picture.SetRGBA(x, y, shade)
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: 80}); err != nil {
		return File{}, fmt.Errorf("make %s: %w", name, err)
	}
	return File{name, out.Bytes()}, nil
}
