package customer_test

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"approvals/storage"
	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// BenchmarkCustomerSearch measures the first page of typical searches among few
// and among many customers, and reports the ratio of the two:
//
//	go test ./storage -run '^$' -bench CustomerSearch -benchtime 1x
//
// A million customers take some minutes to make, so that many are 200,000 unless
// APPROVALS_BENCH_CUSTOMERS says otherwise.
func BenchmarkCustomerSearch(b *testing.B) {
	sizes := []int{10_000, 200_000}
	if many, err := strconv.Atoi(os.Getenv("APPROVALS_BENCH_CUSTOMERS")); err == nil {
		sizes[1] = many
	}
	searches := map[string]customer.Filter{
		"no word":               {},
		"every second name":     {Q: "公司"},
		"begins many names":     {Q: "上海"},
		"one character":         {Q: "鑫"},
		"rare word":             {Q: "海鑫瑞"},
		"Latin":                 {Q: "urora"},
		"whole name":            {Q: "杭州泰嘉能源有限公司"},
		"nothing":               {Q: "没有这个"},
		"telephone number":      {Q: "13000079190"},
		"end of a number":       {Q: "2345"},
		"surname":               {Q: "罗"},
		"project":               {Q: "变电站二期"},
		"common in an industry": {Q: "公司", Industry: "电力"},
		"one in 200":            {Q: "医药厂"},
		"two words":             {Q: "上海 研究院"},
		"name and project":      {Q: "鑫瑞 仓库二期"},
		"full of old ones":      {Q: "旧"},
		"part of a number":      {Q: "0079"},
	}
	few, actor := manyCustomers(b, sizes[0])
	many, actorOfMany := manyCustomers(b, sizes[1])
	rep := representative(b, many)
	for name, filter := range searches {
		b.Run(name, func(b *testing.B) {
			search := func(store *storage.Store, actor approval.Actor) func() error {
				return func() error {
					_, _, err := store.Customers(b.Context(), actor, filter, postgres.Page{Limit: 50})
					return err
				}
			}
			compareSearchTimes(b, search(few, actor), search(many, actorOfMany), search(many, rep))
		})
	}
}

// BenchmarkContactSearch is BenchmarkCustomerSearch for contacts.
func BenchmarkContactSearch(b *testing.B) {
	few, actor := manyCustomers(b, 10_000)
	many, actorOfMany := manyCustomers(b, 200_000)
	rep := representative(b, many)
	for name, q := range map[string]string{
		"one character": "罗", "name": "罗伟刚", "telephone number": "13000079190", "part of a number": "0079", "end of a number": "2345", "nothing": "没有这个", "two words": "罗伟 2345",
	} {
		b.Run(name, func(b *testing.B) {
			search := func(store *storage.Store, actor approval.Actor) func() error {
				return func() error {
					_, err := store.FindContacts(b.Context(), actor, q, postgres.Page{Limit: 5})
					return err
				}
			}
			compareSearchTimes(b, search(few, actor), search(many, actorOfMany), search(many, rep))
		})
	}
}

// compareSearchTimes reports the best times of searches among few and among many
// customers, and of a representative's among those many. They run in turn, so that other
// load on the machine affects all.
func compareSearchTimes(b *testing.B, few, many, rep func() error) {
	b.Helper()
	best := []time.Duration{time.Hour, time.Hour, time.Hour}
	for b.Loop() {
		for range 8 {
			for i, search := range []func() error{few, many, rep} {
				start := time.Now()
				if err := search(); err != nil {
					b.Fatal(err)
				}
				best[i] = min(best[i], time.Since(start))
			}
		}
	}
	b.ReportMetric(0, "ns/op")
	for i, unit := range []string{"ms/few", "ms/many", "ms/rep"} {
		b.ReportMetric(best[i].Seconds()*1000, unit)
	}
	b.ReportMetric(float64(best[1])/float64(best[0]), "ratio")
}

// manyCustomers makes customers with a contact each, and a project every second
// of them, straight in the database. The older ones are full of a word that the newer
// ones have not.
func manyCustomers(b *testing.B, n int) (*storage.Store, approval.Actor) {
	b.Helper()
	store := storagetest.NewUnwatched(b)
	actor := storagetest.NewUser(b, store, "commercial", approval.Commercial)
	run := func(statement string, args ...any) {
		b.Helper()
		if _, err := storagetest.Owner(b, store).ExecContext(b.Context(), statement, args...); err != nil {
			b.Fatalf("%s: %v", statement, err)
		}
	}
	// Indexes are quicker to make afterwards.
	var indexes []string
	rows, err := store.DB().QueryContext(b.Context(), `
		SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('customers', 'contacts', 'projects') AND indexname ~ '_(grams|search)$'`)
	if err != nil {
		b.Fatal(err)
	}
	var dropped []string
	for rows.Next() {
		var name, definition string
		if err := rows.Scan(&name, &definition); err != nil {
			b.Fatal(err)
		}
		dropped, indexes = append(dropped, name), append(indexes, definition)
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	run(`DROP INDEX ` + strings.Join(dropped, ", "))
	run(`
		CREATE FUNCTION pick(list text[], seed int, i bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
			SELECT list[1 + (hashint8(i * 16 + seed) & 2147483647) % array_length(list, 1)]
		$$`)
	const id = `('0192f5d0-' || lpad(to_hex(i >> 16), 4, '0') || '-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid`
	run(`
		INSERT INTO customers (id, name, industry, region, level, owner_id)
		SELECT `+id+`, pick($3::text[], 0, i) || CASE WHEN i < $1 / 3 THEN '旧' ELSE '' END || pick($4::text[], 1, i) || pick($4::text[], 2, i) || pick($5::text[], 3, i) || pick($6::text[], 4, i),
			pick($5::text[], 3, i), pick($3::text[], 0, i), pick('{A,B,C}', 5, i), $2
		FROM generate_series(1, $1::bigint) AS i`, n, actor.ID,
		`{"上海","北京","深圳","广州","杭州","南京","苏州","成都","武汉","天津","重庆","西安","长沙","青岛","宁波","大连","Shanghai ","Global ","华东","华南"}`,
		`{"宏","华","鑫","瑞","恒","盛","达","泰","丰","祥","隆","源","信","德","嘉","永","安","康","博","远","天","海","金","银","龙","凤","星","辰","云","风","Aurora ","Vertex ","Nova ","Delta ","Orion "}`,
		`{"电力","机械","化工","科技","建设","贸易","医药","能源","物流","软件","材料","食品","纺织","环保","汽车","Energy","Systems","仪器","通信","船舶"}`,
		`{"有限公司","股份有限公司","集团有限公司","有限责任公司"," Co. Ltd.","厂","研究院","设计院"}`)
	run(`
		INSERT INTO contacts (id, customer_id, name, phone)
		SELECT `+id+`, `+id+`, pick($2::text[], 6, i) || pick($3::text[], 7, i) || pick($3::text[], 8, i), '1' || lpad((i * 7919 % 10000000000)::text, 10, '3')
		FROM generate_series(1, $1::bigint) AS i`, n,
		`{"王","李","张","刘","陈","杨","赵","黄","周","吴","徐","孙","胡","朱","高","林","何","郭","马","罗"}`, `{"伟","芳","娜","敏","静","丽","强","磊","军","洋","勇","艳","杰","涛","明","超","秀","霞","平","刚"}`)
	run(`
		INSERT INTO projects (id, customer_id, name)
		SELECT `+id+`, `+id+`, pick('{变电站,生产线,仓库,"ERP ",数据中心}', 9, i) || pick('{改造,一期,二期,Upgrade}', 10, i)
		FROM generate_series(1, $1::bigint, 2) AS i`, n)
	for _, definition := range indexes {
		run(definition)
	}
	run(`INSERT INTO timeline_heads (customer_id, seq, hash, last_at) SELECT id, 0, '', now() FROM customers`)
	for _, table := range []string{"customers", "contacts", "projects", "timeline_heads"} {
		run(`VACUUM ANALYZE ` + table)
	}
	return store, actor
}

// representative gives the customers to 400 representatives and returns one of them.
func representative(b *testing.B, many *storage.Store) approval.Actor {
	b.Helper()
	rep := storagetest.NewUser(b, many, "rep", approval.SalesRep)
	storagetest.ByHand(b, many, `INSERT INTO users (id, username, name, password_hash) SELECT gen_random_uuid(), 'rep' || i, 'Rep', 'x' FROM generate_series(1, 399) i`)
	storagetest.ByHand(b, many, `
		UPDATE customers c SET owner_id = o.id FROM (SELECT id, row_number() OVER () - 1 AS n FROM users WHERE username LIKE 'rep%') o
		WHERE o.n = (hashtext(c.id::text) & 2147483647) % 400`)
	if _, err := storagetest.Owner(b, many).ExecContext(b.Context(), `VACUUM ANALYZE customers`); err != nil {
		b.Fatal(err)
	}
	return rep
}
